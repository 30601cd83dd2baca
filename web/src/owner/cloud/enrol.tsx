import { useState } from "preact/hooks";
import type { CloudStatus } from "../../api/schema";
import type { ApiError } from "../../app/api";
import { Button, Field, toast } from "../../look";
import { api, may } from "../../staff/session";
import { sorry, wrongField } from "../parts/errors";
import { Panel } from "../parts/page";
import { useSave } from "../parts/save";
import { cloud, heard } from "./store";
import { isWholeCode, tidyAddress, tidyCode } from "./words";

/** The cloud may be far, and the line thin. */
const PATIENCE_MS = 70_000;

/** Lets this box into a cloud, with a code that was made there. */
export function Enrol() {
  const [address, setAddress] = useState("");
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const saving = useSave<{ hub_url: string; code: string }>(async (body, key) => {
    const options = { key, tries: 1, timeoutMs: PATIENCE_MS };
    const status = await api.post<CloudStatus>("/api/cloud/enrol", body, options);
    cloud.change(() => heard(status));
    toast(`This box is ${status.name} in the cloud now`);
  });
  const { address: badAddress, code: badCode, other } = mistakes(saving.error);
  const missing = tried && !saving.error;

  async function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    saving.forgive();
    if (address.trim() === "" || !isWholeCode(code)) return;
    await saving.run({ hub_url: tidyAddress(address), code });
  }

  if (!may("OWNER")) {
    return (
      <Panel title="Join a cloud">
        <p class="soft">An owner does this, with a code from the cloud’s page.</p>
      </Panel>
    );
  }
  return (
    <Panel
      title="Join a cloud"
      about="Make a code for this place on the cloud’s page under Devices. It is good for fifteen minutes, for one box."
    >
      <form class="stack narrow" onSubmit={(event) => void submit(event)} data-testid="enrol">
        <div class="pair">
          <Field
            label="The cloud’s address"
            value={address}
            onInput={setAddress}
            placeholder="https://cloud.example.in"
            wrong={
              badAddress ?? (missing && address.trim() === "" ? "Type its address." : undefined)
            }
            testid="hub-url"
          />
          <Field
            label="Code"
            value={code}
            onInput={(typed) => setCode(tidyCode(typed))}
            placeholder="XXXX-XXXX-XXXX"
            wrong={
              badCode ?? (missing && !isWholeCode(code) ? "A code has 12 letters." : undefined)
            }
            testid="enrol-code"
          />
        </div>
        {other && (
          <p class="note bad" role="alert">
            {other}
          </p>
        )}
        <div>
          <Button kind="primary" type="submit" busy={saving.busy} testid="enrol-now">
            Let this box in
          </Button>
        </div>
      </form>
    </Panel>
  );
}

interface Mistakes {
  address?: string | undefined;
  code?: string | undefined;
  other?: string | undefined;
}

function mistakes(error: ApiError | null): Mistakes {
  if (!error) return {};
  if (wrongField(error) === "hub_url") return { address: sorry(error) };
  if (error.code === "wrong_code") {
    return { code: "The cloud does not know this code, or it is too old. Make a new one there." };
  }
  if (error.code === "cloud_away") {
    return { other: `${error.message} The same code can be tried again.` };
  }
  return { other: sorry(error) };
}
