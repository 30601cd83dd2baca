import type { LineStatus, Order } from "../../api/schema";
import { isUnderWay } from "./board";
import { shows } from "./card";

export interface StationProgress {
  name: string;
  done: number;
  of: number;
}

export interface ExpoLine {
  id: string;
  name: string;
  name_local: string;
  variant_name: string;
  modifiers: string[];
  special_instructions: string;
  quantity: number;
  seat: number | null;
  /** done: at all its stations; served: it has gone to the table. */
  state: "cooking" | "done" | "served";
  stations: string[];
}

/** One order as the pass sees it. */
export interface ExpoCard {
  id: string;
  number: number;
  table_name: string;
  notes: string;
  is_rush: boolean;
  passed_at: string | null;
  fired_at: string;
  stations: StationProgress[];
  lines: ExpoLine[];
  /** Courses that wait to be fired, the next one first. */
  held: number[];
  /** All that was fired is done at every station. */
  complete: boolean;
}

const FIRED = new Set<LineStatus>(["FIRED", "COOKING", "DONE", "SERVED"]);
const DONE = new Set<LineStatus>(["DONE", "SERVED"]);

export function toExpo(order: Order): ExpoCard | null {
  const live = order.lines
    .map((line) => ({ ...line, quantity: line.quantity - line.voided_quantity }))
    .filter((line) => line.quantity > 0 && line.status !== "VOIDED");
  const fired = live.filter((line) => FIRED.has(line.status));
  if (fired.length === 0 || fired.every((line) => line.status === "SERVED")) return null;

  const progress = new Map<string, StationProgress>();
  for (const { name, status } of fired.flatMap((line) => line.stations)) {
    if (!FIRED.has(status)) continue;
    const one = progress.get(name) ?? { name, done: 0, of: 0 };
    progress.set(name, one);
    one.of += 1;
    if (DONE.has(status)) one.done += 1;
  }
  const waits = live.filter((line) => line.status === "QUEUED").map((line) => line.course);
  const times = fired.filter((line) => line.status !== "SERVED").map((line) => line.fired_at ?? "");
  return {
    ...{ id: order.id, number: order.number, table_name: order.table_name, notes: order.notes },
    is_rush: order.is_rush,
    passed_at: order.passed_at,
    fired_at: times.filter(Boolean).sort()[0] ?? order.placed_at,
    stations: [...progress.values()],
    lines: fired.map((line) => ({
      ...{ id: line.id, name: line.name, name_local: line.name_local },
      ...{ variant_name: line.variant_name, special_instructions: line.special_instructions },
      modifiers: line.modifiers.map((one) => one.name),
      quantity: line.quantity,
      seat: line.seat,
      state: line.status === "SERVED" ? "served" : DONE.has(line.status) ? "done" : "cooking",
      stations: line.stations.map((one) => one.name),
    })),
    held: [...new Set(waits)].sort((a, b) => a - b),
    complete: fired.every((line) => DONE.has(line.status)),
  };
}

/** What the pass shows: rushed first, then what can go out, then the oldest. */
export function expoCards(
  orders: readonly Order[],
  stations: readonly string[],
  level: "only" | "first" | "second",
): ExpoCard[] {
  return orders
    .filter(isUnderWay)
    .flatMap((order) => toExpo(order) ?? [])
    .filter((card) => card.stations.some((one) => shows(stations, one.name)))
    .filter((card) => level === "only" || (card.passed_at === null) === (level === "first"))
    .sort(
      (a, b) =>
        Number(b.is_rush) - Number(a.is_rush) ||
        Number(b.complete) - Number(a.complete) ||
        (a.fired_at < b.fired_at ? -1 : a.fired_at > b.fired_at ? 1 : a.number - b.number),
    );
}

/** For the guests' screen: numbers only, the ones that became ready last on top. */
export function numbers(orders: readonly Order[]): { preparing: number[]; ready: number[] } {
  const of = (...states: string[]) => orders.filter((order) => states.includes(order.status));
  const readyAt = (order: Order) =>
    order.lines.map((line) => line.done_at ?? "").reduce((a, b) => (a > b ? a : b), "");
  const ready = of("READY").sort((a, b) => (readyAt(a) < readyAt(b) ? 1 : -1));
  const preparing = of("CONFIRMED", "PREPARING").map((order) => order.number);
  return {
    preparing: preparing.sort((a, b) => a - b),
    ready: ready.map((order) => order.number),
  };
}
