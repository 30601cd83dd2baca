import { signal } from "@preact/signals";
import type { Staff, StaffRole, StaffSession } from "../api/schema";
import { createApi } from "../app/api";
import { keep } from "../app/keep";

export interface Session {
  token: string;
  staff: Staff;
}

/** Who is signed in on this screen; null shows the name tiles. */
export const session = signal<Session | null>(keep.get<Session | null>("staff", null));

export const api = createApi({
  token: () => session.value?.token ?? null,
  onUnauthorised: () => forget(),
});

export function remember(answer: StaffSession): void {
  session.value = { token: answer.access_token, staff: answer.staff };
  keep.set("staff", session.value);
}

export function forget(): void {
  session.value = null;
  keep.remove("staff");
}

/** Forgets at once; the box is told when it can be reached. */
export function logout(): void {
  const telling = api.post("/api/auth/staff/logout", undefined, { tries: 1 });
  forget();
  telling.catch(() => undefined);
}

export function may(...roles: StaffRole[]): boolean {
  const role = session.value?.staff.role;
  return role !== undefined && roles.includes(role);
}

export const MANAGERS: StaffRole[] = ["OWNER", "MANAGER"];
export const TILL: StaffRole[] = ["OWNER", "MANAGER", "CASHIER"];
export const FLOOR: StaffRole[] = ["OWNER", "MANAGER", "CASHIER", "WAITER"];
export const STAFF: StaffRole[] = [...FLOOR, "KITCHEN_STAFF"];
