import { computed, signal } from "@preact/signals";
import type { Call, CallKind } from "../../api/schema";
import { toast } from "../../look";
import { t } from "../words";
import { api, sitting } from "./seat";

/** The newest call of each kind. */
export const calls = computed(() => {
  const newest = new Map<CallKind, Call>();
  for (const call of sitting.value?.calls ?? []) {
    const known = newest.get(call.kind);
    if (!known || known.at < call.at) newest.set(call.kind, call);
  }
  return newest;
});

/** Being sent just now. */
export const asking = signal<CallKind | null>(null);

export function callChanged(call: Call): void {
  const now = sitting.value;
  if (!now || call.sitting_id !== now.id) return;
  sitting.value = { ...now, calls: [...now.calls.filter((one) => one.id !== call.id), call] };
}

export async function callStaff(kind: CallKind): Promise<void> {
  if (asking.value) return;
  asking.value = kind;
  try {
    callChanged(await api.post<Call>("/api/calls", { kind }));
  } catch {
    toast(t("callFailed"), { bad: true });
  } finally {
    asking.value = null;
  }
}
