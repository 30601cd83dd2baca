/** Notes and coins of the rupee, in paise, the largest first. */
export const DENOMINATIONS = [
  200_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50,
] as const;

/** What somebody typed beside each note; empty is none. */
export type Typed = Readonly<Record<number, string>>;
const MOST = 100_000;

/** Pieces by denomination and what they come to; or the first row that is no number. */
export function readCount(
  typed: Typed,
): { counts: Record<string, number>; sum: number } | { wrong: number } {
  const counts: Record<string, number> = {};
  let sum = 0;
  for (const paise of DENOMINATIONS) {
    const text = (typed[paise] ?? "").trim();
    if (text === "") continue;
    const pieces = Number(text);
    if (!/^\d{1,6}$/.test(text) || pieces > MOST) return { wrong: paise };
    if (pieces > 0) counts[String(paise)] = pieces;
    sum += pieces * paise;
  }
  return { counts, sum };
}

/** Over, short or right. */
export function verdict(difference: number): "over" | "short" | "right" {
  return difference > 0 ? "over" : difference < 0 ? "short" : "right";
}
