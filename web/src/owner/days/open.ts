import type { ApiError } from "../../app/api";

const WORDS: [key: string, one: string, many: string][] = [
  ["open_bills", "bill is not paid", "bills are not paid"],
  ["open_drawers", "drawer is not counted", "drawers are not counted"],
  ["waiting_prints", "print waits", "prints wait"],
  ["refunds_due", "refund is due", "refunds are due"],
  ["unverified", "payment is not verified", "payments are not verified"],
];

/** Why a day cannot be closed yet, in words; nothing when that is not the reason. */
export function openOf(error: ApiError | null): string[] {
  if (error?.code !== "day_not_ready") return [];
  return WORDS.flatMap(([key, one, many]) => {
    const list = error.details[key];
    const count = Array.isArray(list) ? list.length : 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
}
