import { useEffect } from "preact/hooks";
import type { CloudStatus } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";

/** What the box said, and when this screen heard it: seconds are counted on from there. */
export interface Heard extends CloudStatus {
  heardAt: number;
}

export const heard = (status: CloudStatus): Heard => ({ ...status, heardAt: Date.now() });

export const cloud = createLoaded(
  async () => heard(await api.get<CloudStatus>("/api/cloud")),
  ["order", "bill"],
);

/** The line to the cloud sends no word of its own when it changes. */
export function useCloudEvery(ms: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void cloud.load();
    }, ms);
    return () => clearInterval(timer);
  }, [ms]);
}
