import type { Cooking, LeakKind, Leaks } from "../../api/schema";

/** "4:05", "1:02:00": minutes and seconds of cooking. */
export function duration(exact: number): string {
  const seconds = Math.round(exact);
  const two = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** How long the bars are, of the slowest in the list. */
export function shares(list: Cooking[]): { median: number; p90: number }[] {
  const most = Math.max(1, ...list.map((one) => one.p90_seconds));
  return list.map((one) => ({
    median: one.median_seconds / most,
    p90: one.p90_seconds / most,
  }));
}

export const LEAK_WORDS: Record<LeakKind, string> = {
  VOIDED: "called off",
  COMPED: "given away",
  OPEN: "not paid yet",
  UNEXPLAINED: "unexplained",
};

/** The day in one sentence. */
export function leakWords(leaks: Leaks): string {
  if (leaks.fired === 0) return "Nothing was fired on this day.";
  if (leaks.unexplained > 0) {
    const dishes = leaks.unexplained === 1 ? "portion was" : "portions were";
    return `${leaks.unexplained} ${dishes} cooked and neither billed, comped nor voided.`;
  }
  if (leaks.open > 0) return "Everything cooked is on a bill; some of it is not paid yet.";
  return "Everything cooked was billed, comped or voided with a reason.";
}

export const AUDIT_WORDS: Record<string, string> = {
  SEEN: "saw",
  STARTED: "started",
  DONE: "finished a dish of",
  BUMPED: "finished",
  RECALLED: "recalled",
  CHANGED: "changed",
  CANCELLED: "cancelled",
  CONFIRMED: "confirmed",
  RUSHED: "rushed",
  FIRED: "fired",
  PASSED: "passed",
  SERVED: "served",
  PRINTED: "printed",
  MOVED: "moved",
  MERGED: "joined tables",
  UNMERGED: "took tables apart",
  SPLIT: "split a table",
  HANDED_OVER: "handed over",
};
