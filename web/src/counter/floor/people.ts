import { signal } from "@preact/signals";
import type { StaffName } from "../../api/schema";
import { staffNames } from "../state/moves";

const names = signal<StaffName[] | null>(null);

/** Everybody who may sign in; null until the box has told. Asked once, and again when it failed. */
export async function readPeople(): Promise<void> {
  try {
    names.value = await staffNames();
  } catch {
    // Nobody is named then; the alarm itself does not depend on it.
  }
}

/** "Call Salim or Asha." */
export function cooks(): string {
  if (names.value === null) return "";
  const kitchen = names.value.filter((one) => one.role === "KITCHEN_STAFF").map((one) => one.name);
  return kitchen.length > 0 ? `Call ${kitchen.slice(0, 3).join(" or ")}.` : "Go and tell them.";
}

export const people = names;
