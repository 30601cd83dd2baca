import type {
  Area,
  Bill,
  Call,
  Code,
  Delivery,
  Menu,
  Order,
  Sitting,
  Table,
} from "../../api/schema";
import { type LiveMessage, merge } from "../../app/live";

/** Everything the counter knows, from one snapshot and the live messages since. */
export interface CounterState {
  areas: Area[];
  tables: Table[];
  orders: Order[];
  bills: Bill[];
  codes: Code[];
  /** How many lines wait in a table's cart, by sitting. */
  carts: Record<string, number>;
  warn_minutes: number;
  late_minutes: number;
  menu: Menu;
  /** What the kitchen has not taken note of; null until it has been told. */
  delivery: Delivery | null;
}

const OVER = new Set(["COMPLETED", "REJECTED", "CANCELLED"]);
export const isOver = (order: Order) => OVER.has(order.status);
export const isRefused = (order: Order) =>
  order.status === "REJECTED" || order.status === "CANCELLED";

/** The state after one live message; an older version never replaces a newer one. */
export function reduce(state: CounterState, message: LiveMessage): CounterState {
  switch (message.type) {
    case "order":
      return { ...state, orders: merge(state.orders, message.data) };
    case "bill":
      return { ...state, bills: merge(state.bills, message.data) };
    case "sitting":
      return seat(state, message.data);
    case "call":
      return call(state, message.data);
    case "delivery":
      return { ...state, delivery: message.data };
    default:
      return state;
  }
}

/** A sitting closes or changes; one that is closed never pushes out the next at that table. */
export function seat(state: CounterState, sitting: Sitting): CounterState {
  const tables = state.tables.map((table) => {
    if (table.id === sitting.table_id) {
      if (!sitting.closed_at) return { ...table, sitting };
      return table.sitting?.id === sitting.id ? { ...table, sitting: null } : table;
    }
    // Moved to another table: it is no longer here.
    return table.sitting?.id === sitting.id ? { ...table, sitting: null } : table;
  });
  return { ...state, tables };
}

function call(state: CounterState, one: Call): CounterState {
  const tables = state.tables.map((table) => {
    const sitting = table.sitting;
    if (!sitting || sitting.id !== one.sitting_id) return table;
    const others = sitting.calls.filter((other) => other.id !== one.id);
    return { ...table, sitting: { ...sitting, calls: [...others, one] } };
  });
  return { ...state, tables };
}

export const withOrder = (state: CounterState, order: Order): CounterState => ({
  ...state,
  orders: merge(state.orders, order),
});
export const withBill = (state: CounterState, bill: Bill): CounterState => ({
  ...state,
  bills: merge(state.bills, bill),
});

/** Untaken calls of every table, the oldest first. */
export function openCalls(state: CounterState): Call[] {
  return state.tables
    .flatMap((table) => table.sitting?.calls ?? [])
    .filter((one) => !one.taken_at)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * Guests' orders that wait for somebody's yes, the oldest first. One in its grace time asks
 * nothing of anybody: it goes by itself.
 */
export function toApprove(state: CounterState): Order[] {
  return state.orders
    .filter((order) => order.status === "PENDING" && !order.accept_at)
    .sort(byNumber);
}

export const byNumber = (a: Order, b: Order) =>
  a.placed_at < b.placed_at ? -1 : a.placed_at > b.placed_at ? 1 : a.number - b.number;
