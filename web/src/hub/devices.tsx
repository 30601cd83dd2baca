import { useState } from "preact/hooks";
import { formatDay } from "../app/i18n";
import { Badge, Bone, Button, confirm, Empty, Field, Sheet, toast } from "../look";
import { Panel } from "../owner/parts/page";
import { api, type Device, type Listed, type NewCode, type Place, useAsked } from "./api";
import { CopyLine } from "./copy";
import { HooksSheet } from "./hooks";
import { Page, Shown, useAct, useNow } from "./parts";
import { agoWord, lagWord, leftWord, STANDINGS, troubles } from "./words";

const CODE_LOOK_MS = 5_000;

/** Places boxes stand at: codes that let one in, and keys that can be withdrawn. */
export function DevicesPage() {
  const devices = useAsked<Listed<Device>>("/owner/devices", CODE_LOOK_MS);
  const fleet = useAsked<Listed<Place>>("/owner/fleet", CODE_LOOK_MS);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<(NewCode & { name: string; until: number }) | null>(null);

  function show(code: NewCode, name: string) {
    setAdding(false);
    setShown({ ...code, name, until: Date.now() + code.expires_in * 1000 });
    void devices.load();
    void fleet.load();
  }

  return (
    <Page
      title="Devices"
      about="A place is where a box stands. Boxes come and go; the place and its books stay."
      actions={
        <Button kind="primary" onClick={() => setAdding(true)} testid="add-device">
          Add a place
        </Button>
      }
    >
      <Shown of={devices} bones={<Bone height="12rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No place yet">
              Add one for each outlet; its code is typed in at the box, under Cloud.
            </Empty>
          ) : (
            <div class="stack" data-testid="devices">
              {items.map((one) => (
                <DevicePanel
                  key={one.id}
                  device={one}
                  place={fleet.data?.items.find((place) => place.device_id === one.id)}
                  onCode={show}
                  reload={devices.load}
                />
              ))}
            </div>
          )
        }
      </Shown>
      {adding && <AddSheet onClose={() => setAdding(false)} onCode={show} />}
      {shown && <CodeSheet code={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}

interface DevicePanelProps {
  device: Device;
  place: Place | undefined;
  onCode: (code: NewCode, name: string) => void;
  reload: () => Promise<void>;
}

function DevicePanel({ device, place, onCode, reload }: DevicePanelProps) {
  const now = useNow(10_000);
  const [busy, act] = useAct();
  const [hooks, setHooks] = useState(false);
  const active = device.machines.find((one) => one.state === "ACTIVE");
  const standing = place ? STANDINGS[place.standing] : null;
  const wrong = place ? troubles(place) : [];

  const code = (kind: NewCode["kind"]) =>
    act(async () => {
      onCode(await api.post<NewCode>(`/owner/devices/${device.id}/code`, { kind }), device.name);
    });

  async function restore() {
    const sure = await confirm({
      title: `A new box for ${device.name}?`,
      text: "With this code a bare box takes over the place with all that the cloud holds of it. From then on the old box sells no more, as soon as it hears of it.",
      yes: "Make the code",
    });
    if (sure) await code("RESTORE");
  }

  async function revoke(key: string) {
    const sure = await confirm({
      title: `Shut out the box of ${device.name}?`,
      text: "Its key is withdrawn and it sends nothing more. For a box that was stolen, this also stops its selling, once it hears of it. It cannot be taken back: a box is let in again with a new code.",
      yes: "Withdraw its key",
      danger: true,
    });
    if (!sure) return;
    await act(async () => {
      await api.post(`/owner/devices/${device.id}/machines/${key}/revoke`, { fence: true });
      toast(`The box of ${device.name} is shut out`);
      await reload();
    });
  }

  return (
    <Panel
      title={device.name}
      about={
        active
          ? `Heard ${agoWord(device.last_seen_at, now)} · ${device.program || "program not told"}`
          : device.machines.length > 0
            ? "Its box’s key was withdrawn"
            : "No box came here yet"
      }
      actions={standing && <Badge tone={standing.tone}>{standing.word}</Badge>}
    >
      <div class="stack">
        {wrong.length > 0 && <p class="note wait">To see to: {wrong.join(", ")}.</p>}
        {place && place.lag > 0 && <p class="soft small">Not here yet: {lagWord(place)}.</p>}
        <div class="row wrap choices">
          {device.machines.length === 0 ? (
            <Button busy={busy} onClick={() => void code("BOX")} testid="make-code">
              Make a code
            </Button>
          ) : (
            <Button busy={busy} onClick={() => void restore()} testid="restore-code">
              Replace the box
            </Button>
          )}
          {active && (
            <Button disabled={busy} onClick={() => setHooks(true)} testid="hooks-of">
              Payment news
            </Button>
          )}
          {active && (
            <Button
              kind="danger"
              disabled={busy}
              onClick={() => void revoke(active.key)}
              testid="revoke"
            >
              Withdraw its key
            </Button>
          )}
        </div>
        {active && <CopyLine device={device} reload={reload} />}
        {device.machines.length > 0 && <Keys device={device} />}
      </div>
      {hooks && <HooksSheet device={device} onClose={() => setHooks(false)} />}
    </Panel>
  );
}

const KEYS = { ACTIVE: "in use", FENCED: "replaced", REVOKED: "withdrawn" } as const;

function Keys({ device }: { device: Device }) {
  return (
    <details>
      <summary class="soft small">
        {device.machines.length === 1 ? "1 key" : `${device.machines.length} keys`}
      </summary>
      <ul class="keys small">
        {device.machines.map((one) => (
          <li key={one.key}>
            <code class="num">{one.key}</code> {KEYS[one.state]} since {formatDay(one.since)}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface AddSheetProps {
  onClose: () => void;
  onCode: (code: NewCode, name: string) => void;
}

function AddSheet({ onClose, onCode }: AddSheetProps) {
  const [name, setName] = useState("");
  const [busy, act] = useAct();
  return (
    <Sheet title="Add a place" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          void act(async () => {
            onCode(await api.post<NewCode>("/owner/devices", { name }), name.trim());
          });
        }}
      >
        <Field
          label="What is it called?"
          value={name}
          onInput={setName}
          maxLength={120}
          hint="As head office knows it: Bandra, बान्द्रा, Airport T2."
          autofocus
          required
          testid="device-name"
        />
        <Button kind="primary" wide type="submit" busy={busy} testid="device-add">
          Make a code for it
        </Button>
      </form>
    </Sheet>
  );
}

interface CodeSheetProps {
  code: NewCode & { name: string; until: number };
  onClose: () => void;
}

/** Big enough to be read out over the telephone, and never shown again. */
function CodeSheet({ code, onClose }: CodeSheetProps) {
  const left = leftWord((code.until - useNow()) / 1000);
  return (
    <Sheet title={`Code for ${code.name}`} onClose={onClose}>
      <div class="stack code-sheet">
        <output class={left ? "big-code num" : "big-code num over"} data-testid="code">
          {code.code}
        </output>
        <p role="timer" class={left ? "num" : "error-line"}>
          {left ? `Good for ${left} more` : "It is good no more. Make another."}
        </p>
        {code.kind === "BOX" ? (
          <p class="soft small">
            At the box: Owner, Cloud, “Join a cloud”. Its address there is{" "}
            <strong>{location.origin}</strong>
          </p>
        ) : (
          <p class="soft small">
            At the bare box:{" "}
            <code>
              tiffin restore --from-hub {code.code} --hub {location.origin}
            </code>
          </p>
        )}
        <p class="soft small">It lets in one box, once, and is not shown again.</p>
        <Button wide onClick={onClose}>
          Done
        </Button>
      </div>
    </Sheet>
  );
}
