import type { Bill, Order, Sitting, Table } from "../../api/schema";
import { type Glance, glance, latest, minutes } from "./glance";
import { type CounterState, isOver } from "./state";

export interface Tile extends Glance {
  table: Table;
  /** The name of the table that leads, where this one was joined to another. */
  joined: string;
  /** The tables that were joined to this one. */
  joins: string[];
  due_paise: number;
}

/** A paid table shows so until it is cleared and laid anew. */
const PAID_SHOWN_MIN = 6;

/** The floor, from everything the counter knows. */
export function floorTiles(state: CounterState, now: number): Tile[] {
  return state.tables
    .filter((table) => table.is_active || table.sitting)
    .map((table) =>
      table.sitting ? taken(table, table.sitting, state, now) : free(table, state, now),
    );
}

/** Whose turn it is: the sitting that leads, for one that was joined to it. */
export function leaderOf(state: CounterState, sitting: Sitting): Sitting {
  const leader = state.tables.find(
    (table) => sitting.merged_into !== null && table.sitting?.id === sitting.merged_into,
  );
  return leader?.sitting ?? sitting;
}

/** What the party has ordered: at the table that leads and at those joined to it. */
export function partyOrders(state: CounterState, sitting: Sitting): Order[] {
  const ids = new Set([sitting.id, ...sitting.merged.map((one) => one.sitting_id)]);
  return state.orders.filter((order) => ids.has(order.sitting_id));
}

export function billOfSitting(state: CounterState, sitting: Sitting): Bill | undefined {
  return state.bills.find((bill) => bill.id === sitting.bill_id || bill.sitting_id === sitting.id);
}

function free(table: Table, state: CounterState, now: number): Tile {
  const tile: Tile = {
    table,
    state: "free",
    since: null,
    attention: "",
    calls: 0,
    next_course: null,
    joined: "",
    joins: [],
    due_paise: 0,
  };
  const toServe = state.orders.filter(
    (order) => order.table_id === table.id && !isOver(order) && order.money === "PAID",
  );
  const ready = toServe.find((order) => order.status === "READY");
  if (ready) return { ...tile, state: "ready", since: ready.placed_at, attention: "Serve it" };
  const bills = state.bills.filter((bill) => bill.table_id === table.id);
  const paid = latest(bills.map((bill) => bill.paid_at));
  const shown = paid && minutes(paid, now) < PAID_SHOWN_MIN;
  return shown || toServe.length > 0 ? { ...tile, state: "paid", since: paid } : tile;
}

function taken(table: Table, sitting: Sitting, state: CounterState, now: number): Tile {
  const leader = leaderOf(state, sitting);
  const { warn_minutes, late_minutes, carts } = state;
  const party = [leader.id, ...leader.merged.map((one) => one.sitting_id)];
  const choosing = party.some((id) => (carts[id] ?? 0) > 0);
  const calls = state.tables
    .flatMap((one) => (one.sitting && party.includes(one.sitting.id) ? [one.sitting] : []))
    .flatMap((one) => one.calls);
  const known = { now, choosing, warn_minutes, late_minutes };
  return {
    ...glance(leader, partyOrders(state, leader), calls, known),
    table,
    joined: leader === sitting ? "" : leader.table_name,
    joins: sitting.merged.map((one) => one.table_name),
    due_paise: leader === sitting ? (billOfSitting(state, sitting)?.due_paise ?? 0) : 0,
  };
}
