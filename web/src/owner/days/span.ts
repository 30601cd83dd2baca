import { readDay } from "../today/day";

const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** The first day of its month. */
export const monthOf = (day: string) => `${day.slice(0, 8)}01`;

/** Why no file can be had of these days; empty when it can. */
export function spanError(from: string, to: string, today: string): string {
  if (!readDay(from, "9999-12-31") || !readDay(to, "9999-12-31")) return "Give both days.";
  if (from > to) return "The first day comes after the last.";
  if (from > today) return "These days have not begun.";
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days > MOST_DAYS ? `${MOST_DAYS} days at most, a quarter of a year.` : "";
}
