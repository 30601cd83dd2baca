import { signal } from "@preact/signals";
import type { Joined, Sitting } from "../../api/schema";
import { type ApiError, asApiError, createApi } from "../../app/api";
import { newKey } from "../../app/ids";
import { keep } from "../../app/keep";
import { toast } from "../../look";
import { t } from "../words";

/** This phone's place at the table, kept so that a reload does not sit down a second time. */
export interface Seat {
  token: string;
  guestId: string;
  guestName: string;
  sittingId: string;
  expiresAt: number;
}

/**
 * joining: not yet known · seated · failed: the code is wrong or the box is away ·
 * ended: the table has been closed, by payment or by the staff.
 */
export type Phase = "joining" | "seated" | "failed" | "ended";

const LONG_GONE_MS = 30 * 60_000;

export const code = decodeURIComponent(/^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? "");
const slot = `seat.${code}`;
const keySlot = `joinkey.${code}`;

export const seat = signal<Seat | null>(keep.get<Seat | null>(slot, null));
export const sitting = signal<Sitting | null>(null);
export const phase = signal<Phase>("joining");
export const joinError = signal<ApiError | null>(null);

export const api = createApi({
  token: () => seat.value?.token ?? null,
  onUnauthorised: () => {
    if (phase.value === "seated") phase.value = "ended";
  },
});

export function me() {
  return { id: seat.value?.guestId ?? "", name: seat.value?.guestName ?? "" };
}

/** Why the box wants more than the printed code; what the page then asks for. */
export type Gate = "pin" | "staff" | null;

export function gateOf(error: ApiError | null): Gate {
  switch (error?.code) {
    case "table_pin_required":
    case "wrong_table_pin":
      return "pin";
    // Too many wrong PINs: only the staff can help for a while.
    case "locked":
    case "sitting_not_open":
      return "staff";
    default:
      return null;
  }
}

/** Takes the seat this phone had, if its sitting still lives; otherwise sits down anew. */
export async function takeSeat(pin: string): Promise<void> {
  phase.value = "joining";
  joinError.value = null;
  try {
    if (!(await resumeSeat())) await join(pin);
  } catch (problem) {
    joinError.value = asApiError(problem);
    phase.value = "failed";
  }
}

async function resumeSeat(): Promise<boolean> {
  if (!seat.value) return false;
  if (Date.now() > seat.value.expiresAt) return leave();
  try {
    const found = await api.get<Sitting>("/api/sittings/mine");
    if (found.closed_at && Date.now() - Date.parse(found.closed_at) > LONG_GONE_MS) return leave();
    sitting.value = found;
    phase.value = found.closed_at ? "ended" : "seated";
    return true;
  } catch (problem) {
    // Without an answer the seat may well still be ours: it is not thrown away.
    if (asApiError(problem).uncertain) throw problem;
    return leave();
  }
}

function leave(): false {
  seat.value = null;
  keep.remove(slot);
  return false;
}

async function join(pin: string): Promise<void> {
  // The key is kept until the answer came, so that a lost answer does not seat two guests.
  const key = keep.get<string>(keySlot, "") || newKey();
  keep.set(keySlot, key);
  const name = keep.get<string>("name", "");
  const path = `/api/tables/${encodeURIComponent(code)}/join`;
  try {
    const joined = await api.post<Joined>(
      path,
      { ...(name && { name }), ...(pin && { pin }) },
      { key },
    );
    keep.remove(keySlot);
    seat.value = {
      token: joined.guest_token,
      guestId: joined.guest_id,
      guestName: joined.guest_name,
      sittingId: joined.sitting.id,
      expiresAt: Date.now() + joined.expires_in * 1000,
    };
    keep.set(slot, seat.value);
    sitting.value = joined.sitting;
    phase.value = "seated";
  } catch (problem) {
    if (!asApiError(problem).uncertain) keep.remove(keySlot);
    throw problem;
  }
}

/** After a closed sitting, on the guest's own wish only. */
export function beginAgain(): void {
  leave();
  location.reload();
}

export async function rename(name: string): Promise<void> {
  const answer = await api.patch<{ id: string; name: string }>("/api/guests/me", { name });
  keep.set("name", answer.name);
  if (!seat.value) return;
  seat.value = { ...seat.value, guestName: answer.name };
  keep.set(slot, seat.value);
}

export function sittingChanged(next: Sitting): void {
  if (next.id !== seat.value?.sittingId) return;
  const before = sitting.value;
  sitting.value = next;
  if (before && before.table_id !== next.table_id && !next.closed_at) {
    toast(t("movedTo", next.table_name), { ms: 10_000 });
  }
  if (next.closed_at) phase.value = "ended";
}
