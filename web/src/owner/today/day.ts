/** Business days: the restaurant's date, which changes at the cut-off (4 in the morning). */
export const CUTOFF_HOUR = 4;
const INDIA_MS = 5.5 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The business day it is now, whatever this device's own time zone. */
export function businessDay(now: number): string {
  return new Date(now + INDIA_MS - CUTOFF_HOUR * 3_600_000).toISOString().slice(0, 10);
}

/** The restaurant's hour of the day, 0..23. */
export function hourNow(now: number): number {
  return new Date(now + INDIA_MS).getUTCHours();
}

export function shiftDay(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** What a date field gave; null when it is none or lies after `last`. */
export function readDay(text: string, last: string): string | null {
  if (!DAY.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return null;
  return text > last ? null : text;
}

/** "Saturday, 21 November"; the year only when it is another one. */
export function dayWords(day: string, today: string): string {
  const parts: Intl.DateTimeFormatOptions = {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  };
  if (day.slice(0, 4) !== today.slice(0, 4)) parts.year = "numeric";
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-IN", parts);
}
