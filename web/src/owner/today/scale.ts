import type { Today } from "../../api/schema";
import { CUTOFF_HOUR } from "./day";

/** The smallest round number (1, 2, 2.5, 5 × 10ⁿ steps) at or above what is shown, and its steps. */
export function axis(highest: number, steps = 4): { top: number; ticks: number[] } {
  if (!(highest > 0)) return { top: 1, ticks: [0] };
  const rough = highest / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((by) => by * power).find((one) => one >= rough) ?? rough;
  const count = Math.ceil(highest / step - 1e-9);
  return {
    top: step * count,
    ticks: Array.from({ length: count + 1 }, (_, at) => step * at),
  };
}

/** Whole things (orders) have no halves on their axis. */
export function wholeAxis(highest: number, steps = 4): { top: number; ticks: number[] } {
  const { top, ticks } = axis(Math.max(highest, steps), steps);
  if (ticks.every(Number.isInteger)) return { top, ticks };
  return axis(highest, Math.max(1, Math.floor(steps / 2)));
}

export interface Hour {
  hour: number;
  orders: number;
  revenue_paise: number;
}

const LEAST_HOURS = 8;

/** Places on the day's axis: 4 in the morning is the first hour, 3 at night the last. */
function place(hour: number): number {
  return (hour - CUTOFF_HOUR + 24) % 24;
}

/**
 * The hours worth drawing, without gaps: from the first to the last with orders (and the hour
 * it is now), widened to eight so that a lone bar does not fill the chart.
 */
export function hoursShown(byHour: Today["by_hour"], now: number | null): Hour[] {
  const busy = byHour.filter((one) => one.orders > 0 || one.revenue_paise > 0);
  if (busy.length === 0) return [];
  const places = busy.map((one) => place(one.hour));
  if (now !== null) places.push(place(now));
  let first = Math.min(...places);
  let last = Math.max(...places);
  while (last - first + 1 < LEAST_HOURS) {
    if (first > 0) first -= 1;
    if (last < 23 && last - first + 1 < LEAST_HOURS) last += 1;
  }
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const hour = (first + at + CUTOFF_HOUR) % 24;
    const found = busy.find((one) => one.hour === hour);
    return found ?? { hour, orders: 0, revenue_paise: 0 };
  });
}

/** "7 pm" */
export function hourWord(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`;
}

/** "7 to 8 pm", "11 am to 12 pm" */
export function hourSpan(hour: number): string {
  const next = (hour + 1) % 24;
  const same = hour < 12 === next < 12;
  return `${same ? hour % 12 || 12 : hourWord(hour)} to ${hourWord(next)}`;
}

/** Axis money, the Indian way: ₹500, ₹5k, ₹1.2L, ₹3Cr. */
export function shortMoney(paise: number): string {
  const rupees = paise / 100;
  const cut = (value: number) => String(Math.round(value * 100) / 100);
  if (rupees >= 1e7) return `₹${cut(rupees / 1e7)}Cr`;
  if (rupees >= 1e5) return `₹${cut(rupees / 1e5)}L`;
  if (rupees >= 1e3) return `₹${cut(rupees / 1e3)}k`;
  return `₹${cut(rupees)}`;
}
