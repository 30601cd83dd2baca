import { useState } from "preact/hooks";
import type { CloudStatus } from "../../api/schema";
import { Button, Field, Sheet, toast } from "../../look";
import { api, may } from "../../staff/session";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { cloud, heard } from "./store";

/** The cloud is asked first where the two books part. */
const PATIENCE_MS = 70_000;

/** Where two books say different things, an owner says that the one here goes on. */
export function Begin() {
  const [open, setOpen] = useState(false);
  if (!may("OWNER")) return <p class="soft small">An owner decides which book goes on.</p>;
  return (
    <div>
      <Button kind="danger" onClick={() => setOpen(true)} testid="begin-epoch">
        The book here goes on…
      </Button>
      {open && <BeginSheet onClose={() => setOpen(false)} />}
    </div>
  );
}

function BeginSheet({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const saving = useSave<{ reason: string }>(async (body, key) => {
    const options = { key, tries: 1, timeoutMs: PATIENCE_MS };
    const status = await api.post<CloudStatus>("/api/cloud/begin-epoch", body, options);
    cloud.change(() => heard(status));
    toast("The book here goes on; it is sent from where the two part");
  });
  async function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === "") return;
    if (await saving.run({ reason: reason.trim() })) onClose();
  }
  return (
    <Sheet title="The book here goes on?" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>
          What the cloud holds beyond the place where the two books part stays there to be looked
          at, and is counted no more. What was written here is sent from there on. Look first that
          no copy of this box still runs elsewhere.
        </p>
        <Field
          label="Why?"
          value={reason}
          onInput={setReason}
          rows={2}
          maxLength={200}
          hint="It is written into the book with your name."
          wrong={tried && reason.trim() === "" ? "Say why, for whoever asks later." : undefined}
          autofocus
          testid="begin-reason"
        />
        {saving.error && (
          <p class="note bad" role="alert">
            {sorry(saving.error)}
          </p>
        )}
        <Button kind="danger" wide type="submit" busy={saving.busy} testid="begin-now">
          Go on with the book here
        </Button>
      </form>
    </Sheet>
  );
}
