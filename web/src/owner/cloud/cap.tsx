import { useState } from "preact/hooks";
import type { CloudStatus } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api, may } from "../../staff/session";
import { Select } from "../parts/controls";
import { sorry } from "../parts/errors";
import { cloud, heard } from "./store";

const CAPS = [0, 32, 64, 128, 256, 512, 1_024];
const word = (kbps: number) => (kbps === 0 ? "As fast as the line is" : `At most ${kbps} kbit/s`);

/** How much of the line is left to others: for one that is paid by the byte. */
export function Cap({ kbps }: { kbps: number }) {
  const [busy, setBusy] = useState(false);
  const caps = CAPS.includes(kbps) ? CAPS : [...CAPS, kbps].sort((a, b) => a - b);
  async function set(key: string) {
    setBusy(true);
    try {
      const status = await api.put<CloudStatus>("/api/cloud", { cap_kbps: Number(key) });
      cloud.change(() => heard(status));
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      setBusy(false);
    }
  }
  return (
    <div class="narrow">
      <Select
        label="What is sent"
        options={caps.map((one) => ({ key: String(one), label: word(one) }))}
        value={String(kbps)}
        onChange={(key) => void set(key)}
        hint="A cap leaves the line to others; the cloud is a little further behind then."
        disabled={busy || !may("OWNER")}
        testid="cloud-cap"
      />
    </div>
  );
}
