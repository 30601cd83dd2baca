import type { Call, Order, Sitting } from "../../api/schema";
import { isRefused } from "./state";

/** What one look at a table should tell. */
export type TableState =
  "free" | "seated" | "ordering" | "approve" | "waiting" | "ready" | "eating" | "bill" | "paid";

export interface Glance {
  state: TableState;
  /** Since when it is so; null for a free table. */
  since: string | null;
  /** Why somebody should go there; "" = all is well. */
  attention: string;
  calls: number;
  /** The course that waits to be fired while nothing is being cooked. */
  next_course: number | null;
}

export interface Known {
  now: number;
  /** Somebody at the table has dishes in the cart. */
  choosing: boolean;
  warn_minutes: number;
  late_minutes: number;
}

export const STATE_WORDS: Record<TableState, string> = {
  free: "Free",
  seated: "Seated",
  ordering: "Choosing",
  approve: "Approve",
  waiting: "Waiting",
  ready: "Ready",
  eating: "Eating",
  bill: "Bill",
  paid: "Paid",
};

/** Minutes after which a table has been left alone too long, by what it is doing. */
const PATIENCE: Partial<Record<TableState, [minutes: number, words: string]>> = {
  seated: [8, "No order"],
  ordering: [12, "Help choose"],
  approve: [2, "Answer it"],
  ready: [4, "Gets cold"],
  bill: [5, "Waits long"],
};
const CALL_PATIENCE_MIN = 2;
const COURSE_PATIENCE_MIN = 12;

/** The one thing that matters most about a table with guests, and whether somebody must go. */
export function glance(sitting: Sitting, all: Order[], calls: Call[], known: Known): Glance {
  const orders = all.filter((order) => !isRefused(order));
  const [state, since] = stateOf(sitting, orders, calls, known.choosing);
  const next_course = state === "waiting" || state === "ready" ? null : heldCourse(orders);
  const open = calls.filter((call) => !call.taken_at);
  const oldest = open.map((call) => call.at).sort()[0];
  const ignored = oldest !== undefined && minutes(oldest, known.now) >= CALL_PATIENCE_MIN;
  const attention = ignored
    ? "Call not answered"
    : impatience(state, since, orders, known) ||
      (next_course && minutes(since, known.now) >= COURSE_PATIENCE_MIN
        ? `Fire course ${next_course}?`
        : idle(sitting, known.now));
  return { state, since, attention, calls: open.length, next_course };
}

function stateOf(
  sitting: Sitting,
  orders: Order[],
  calls: Call[],
  choosing: boolean,
): [TableState, string] {
  const earliest = (of: (order: Order) => string | null | false) =>
    orders
      .map(of)
      .filter((at): at is string => Boolean(at))
      .sort()[0];

  const pending = (graced: boolean) =>
    earliest(
      (order) => order.status === "PENDING" && !!order.accept_at === graced && order.placed_at,
    );
  const unanswered = pending(false);
  if (unanswered) return ["approve", unanswered];
  const ready = earliest((order) => carries(order) && (stepAt(order, "READY") ?? order.placed_at));
  if (ready) return ["ready", ready];
  const asked = calls
    .filter((call) => call.kind === "BILL")
    .map((call) => call.at)
    .sort()[0];
  if (asked) return ["bill", asked];
  const cooking = earliest((order) => cooks(order) && firedAt(order));
  if (cooking) return ["waiting", cooking];
  // An order in its grace time may still be taken back: they are as good as choosing.
  if (choosing || pending(true)) return ["ordering", pending(true) ?? sitting.opened_at];
  const served = latest(orders.map((order) => servedAt(order)));
  return served ? ["eating", served] : ["seated", sitting.opened_at];
}

/** Something stands at the pass. */
const carries = (order: Order) =>
  order.status === "READY" && order.lines.some((line) => line.status === "DONE");

/** The kitchen has something of it that is not done. */
export const cooks = (order: Order) =>
  (order.status === "CONFIRMED" || order.status === "PREPARING") &&
  order.lines.some((line) => line.status === "FIRED" || line.status === "COOKING");

/** When the oldest of what is still cooking was fired: a second course has its own clock. */
export function firedAt(order: Order): string {
  const fired = order.lines
    .filter((line) => line.status === "FIRED" || line.status === "COOKING")
    .map((line) => line.fired_at)
    .filter((at): at is string => at !== null)
    .sort();
  return fired[0] ?? order.accepted_at ?? order.placed_at;
}

function servedAt(order: Order): string | null {
  if (!order.lines.some((line) => line.status === "SERVED")) return null;
  return stepAt(order, "SERVED") ?? stepAt(order, "READY") ?? order.placed_at;
}

/** The lowest course that an accepted order still holds back. */
export function heldCourse(orders: Order[]): number | null {
  const held = orders
    .filter((order) => ["CONFIRMED", "PREPARING", "READY"].includes(order.status))
    .flatMap((order) => order.lines)
    .filter((line) => line.status === "QUEUED")
    .map((line) => line.course);
  return held.length > 0 ? Math.min(...held) : null;
}

function impatience(state: TableState, since: string, orders: Order[], known: Known): string {
  const waited = minutes(since, known.now);
  if (state === "waiting") {
    if (waited >= known.late_minutes) return "Food is late";
    const unstarted = orders.some((order) => order.status === "CONFIRMED" && cooks(order));
    return unstarted && waited >= known.warn_minutes ? "Not started" : "";
  }
  const limit = PATIENCE[state];
  return limit && waited >= limit[0] ? limit[1] : "";
}

/** Nothing has happened at the table for longer than its area allows. */
function idle(sitting: Sitting, now: number): string {
  const quiet = (now - Date.parse(sitting.last_activity_at)) / 60_000;
  return quiet > sitting.idle_minutes ? `Quiet ${Math.floor(quiet)} min` : "";
}

function stepAt(order: Order, to: Order["status"]): string | null {
  return latest(order.history.filter((step) => step.to === to).map((step) => step.at));
}

export function latest(times: (string | null)[]): string | null {
  const known = times.filter((time): time is string => time !== null).sort();
  return known[known.length - 1] ?? null;
}

export function minutes(since: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
}
