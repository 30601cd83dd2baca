import type { Staff, StaffRole } from "../../api/schema";

export interface StaffDraft {
  name: string;
  role: StaffRole;
  pin: string;
  again: string;
}

export type StaffProblems = Partial<Record<"name" | "pin" | "again", string>>;

/** What is wrong with the form. A new person needs a PIN; for others an empty one keeps theirs. */
export function problemsOf(draft: StaffDraft, isNew: boolean): StaffProblems {
  const problems: StaffProblems = {};
  if (!draft.name.trim()) problems.name = "Say the name they answer to.";
  else if (draft.name.trim().length > 80) problems.name = "At most 80 letters.";
  if (draft.pin === "" && draft.again === "" && !isNew) return problems;
  if (!/^\d{4,8}$/.test(draft.pin)) problems.pin = "Four to eight digits.";
  else if (tooEasy(draft.pin)) problems.pin = "Too easy to guess. Mix the digits.";
  else if (draft.again !== draft.pin) problems.again = "The two are not the same.";
  return problems;
}

/** 1111, 1234, 4321: what somebody at the till would try first. */
export function tooEasy(pin: string): boolean {
  const steps = new Set<number>();
  for (let at = 1; at < pin.length; at += 1) steps.add(Number(pin[at]) - Number(pin[at - 1]));
  const [only] = steps;
  return steps.size === 1 && (only === 0 || only === 1 || only === -1);
}

/** Only what has changed is sent. */
export function changesOf(draft: StaffDraft, old: Staff): Partial<Staff> & { pin?: string } {
  const name = draft.name.trim();
  return {
    ...(name !== old.name && { name }),
    ...(draft.role !== old.role && { role: draft.role }),
    ...(draft.pin && { pin: draft.pin }),
  };
}

/** Only an owner makes or changes an owner. */
export function mayEdit(me: StaffRole, them: StaffRole): boolean {
  return me === "OWNER" || them !== "OWNER";
}

export function rolesFor(me: StaffRole): StaffRole[] {
  const roles: StaffRole[] = ["MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"];
  return me === "OWNER" ? ["OWNER", ...roles] : roles;
}
