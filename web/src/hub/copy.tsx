import { useEffect, useState } from "preact/hooks";
import { Button, toast } from "../look";
import { api, type Command, type Device, useAsked } from "./api";
import { useAct, useNow } from "./parts";
import { agoWord, bytesWord } from "./words";

const LOOK_MS = 2_000;

export interface CopyLineProps {
  device: Device;
  reload: () => Promise<void>;
}

/** The last whole copy of a box, from which a bare one is made the same, and the way to ask for one. */
export function CopyLine({ device, reload }: CopyLineProps) {
  const now = useNow(10_000);
  const [busy, act] = useAct();
  const [asked, setAsked] = useState<string | null>(null);
  const { copy } = device;

  const ask = () =>
    act(async () => {
      setAsked((await api.post<Command>(`/owner/devices/${device.id}/backup`, {})).id);
    });

  function ended({ outcome, result }: Command) {
    setAsked(null);
    if (outcome === "DONE") toast(`There is a new copy of ${device.name}`);
    else {
      const why = result?.message ?? "The box did not hear of it in time.";
      toast(`There is no new copy of ${device.name}. ${why}`, { bad: true });
    }
    void reload();
  }

  return (
    <div class="row copy-line">
      <span class="soft small" data-testid="last-copy">
        {copy
          ? `Whole copy: ${agoWord(copy.at, now)}, ${bytesWord(copy.bytes)}`
          : "No whole copy is here yet"}
      </span>
      {asked ? (
        <Awaited path={`/owner/devices/${device.id}/commands/${asked}`} onEnd={ended} />
      ) : (
        <Button kind="plain" busy={busy} onClick={() => void ask()} testid="copy-now">
          Copy now
        </Button>
      )}
    </div>
  );
}

function Awaited({ path, onEnd }: { path: string; onEnd: (command: Command) => void }) {
  const { data } = useAsked<Command>(path, LOOK_MS);
  const outcome = data?.outcome ?? null;
  useEffect(() => {
    if (data && outcome) onEnd(data);
  }, [outcome]);
  return (
    <span class="soft small" role="status" data-testid="copy-asked">
      Asked; the box sends it when it can
    </span>
  );
}
