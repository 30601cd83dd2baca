import type { Bill, Order, Sitting, Table } from "../../api/schema";
import { type CounterState, isOver, isRefused } from "./state";

/** What one glance at a table should tell. */
export type TileState =
  "free" | "seated" | "ordering" | "approve" | "waiting" | "ready" | "eating" | "bill" | "paid";

export interface Tile {
  table: Table;
  state: TileState;
  /** Since when it is so; null for a free table. */
  since: string | null;
  /** Why somebody should go there; "" = all is well. */
  attention: string;
  calls: number;
  due_paise: number;
}

export const STATE_WORDS: Record<TileState, string> = {
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
const PATIENCE: Partial<Record<TileState, [minutes: number, words: string]>> = {
  seated: [8, "No order"],
  ordering: [12, "Help choose"],
  approve: [2, "Answer it"],
  ready: [4, "Gets cold"],
  eating: [40, "Look in"],
  bill: [5, "Waits long"],
};
const CALL_PATIENCE_MIN = 2;
/** A paid table shows so until it is cleared and laid anew. */
const PAID_SHOWN_MIN = 6;

/** The floor plan, from everything the counter knows. */
export function floorTiles(state: CounterState, now: number): Tile[] {
  const orders = groupBy(state.orders, (order) => order.table_id);
  const bills = groupBy(state.bills, (bill) => bill.table_id);
  return state.tables
    .filter((table) => table.is_active || table.sitting)
    .map((table) => {
      const mine = orders.get(table.id) ?? [];
      const billed = bills.get(table.id) ?? [];
      return table.sitting
        ? taken(table, table.sitting, mine, billed, state, now)
        : free(table, mine, billed, now);
    });
}

function free(table: Table, orders: Order[], bills: Bill[], now: number): Tile {
  const tile: Tile = { table, state: "free", since: null, attention: "", calls: 0, due_paise: 0 };
  const toServe = orders.filter((order) => !isOver(order) && order.money === "PAID");
  const ready = toServe.find((order) => order.status === "READY");
  if (ready) return { ...tile, state: "ready", since: ready.placed_at, attention: "Serve it" };
  const paid = latest(bills.map((bill) => bill.paid_at));
  const shown = paid && minutes(paid, now) < PAID_SHOWN_MIN;
  return shown || toServe.length > 0 ? { ...tile, state: "paid", since: paid } : tile;
}

function taken(
  table: Table,
  sitting: Sitting,
  all: Order[],
  bills: Bill[],
  state: CounterState,
  now: number,
): Tile {
  const orders = all.filter((order) => order.sitting_id === sitting.id && !isRefused(order));
  const bill = bills.find((one) => one.sitting_id === sitting.id);
  const [is, since] = stateOf(sitting, orders, (state.carts[sitting.id] ?? 0) > 0);
  const waiting = sitting.calls.filter((one) => !one.taken_at);
  const oldest = waiting.map((one) => one.at).sort()[0];
  const ignored = oldest !== undefined && minutes(oldest, now) >= CALL_PATIENCE_MIN;
  return {
    table,
    state: is,
    since,
    attention: ignored ? "Call not answered" : impatience(is, since, orders, state, now),
    calls: waiting.length,
    due_paise: bill?.due_paise ?? 0,
  };
}

/** The one thing that matters most, with the moment it began. */
function stateOf(sitting: Sitting, orders: Order[], cart: boolean): [TileState, string] {
  const first = (status: string[], of: (order: Order) => string | null) =>
    orders
      .filter((order) => status.includes(order.status))
      .map((order) => of(order) ?? order.placed_at)
      .sort()[0];

  const pending = first(["PENDING"], (order) => order.placed_at);
  if (pending) return ["approve", pending];
  const ready = first(["READY"], (order) => lastStep(order, "READY"));
  if (ready) return ["ready", ready];
  const asked = sitting.calls
    .filter((call) => call.kind === "BILL")
    .map((call) => call.at)
    .sort()[0];
  if (asked) return ["bill", asked];
  const cooking = first(["CONFIRMED", "PREPARING"], (order) => order.accepted_at);
  if (cooking) return ["waiting", cooking];
  if (cart) return ["ordering", sitting.opened_at];
  const served = latest(orders.map((order) => lastStep(order, "SERVED") ?? order.placed_at));
  return served ? ["eating", served] : ["seated", sitting.opened_at];
}

function impatience(
  is: TileState,
  since: string,
  orders: Order[],
  state: CounterState,
  now: number,
): string {
  const waited = minutes(since, now);
  if (is === "waiting") {
    if (waited >= state.late_minutes) return "Food is late";
    const unstarted = orders.some((order) => order.status === "CONFIRMED");
    return unstarted && waited >= state.warn_minutes ? "Not started" : "";
  }
  const limit = PATIENCE[is];
  return limit && waited >= limit[0] ? limit[1] : "";
}

function lastStep(order: Order, to: Order["status"]): string | null {
  return latest(order.history.filter((step) => step.to === to).map((step) => step.at));
}

function latest(times: (string | null)[]): string | null {
  const known = times.filter((time): time is string => time !== null).sort();
  return known[known.length - 1] ?? null;
}

export function minutes(since: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
}

function groupBy<T>(list: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
