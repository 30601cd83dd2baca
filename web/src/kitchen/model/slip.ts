import type { Board, Order, OrderLine, Ticket } from "../../api/schema";

/** A ticket as it hangs on the board. */
export interface Slip extends Ticket {
  /** Struck through until somebody taps it away. */
  cancelled: boolean;
  /** Its food was changed after it was hung up. */
  changed: boolean;
}

export interface KitchenState {
  /** Everything up to this number is in here. */
  seq: number;
  stations: string[];
  slips: Slip[];
  recent: Ticket[];
  warn_minutes: number;
  late_minutes: number;
}

export type Stage = "waiting" | "cooking" | "done";

export const MOST_RECENT = 20;
const ON_BOARD = new Set(["CONFIRMED", "PREPARING"]);

export const isOnBoard = (order: Pick<Ticket, "status">) => ON_BOARD.has(order.status);
export const isGone = (order: Pick<Ticket, "status">) =>
  order.status === "CANCELLED" || order.status === "REJECTED";
export const isFired = (line: OrderLine) => line.status !== "QUEUED" && line.fired_quantity > 0;
export const isOpen = (line: OrderLine) => line.status === "FIRED" || line.status === "COOKING";

/** An order as the kitchen sees it: only what has been fired. */
export function toTicket(order: Order): Ticket {
  const lines = order.lines.filter(isFired);
  const fired = lines.map((line) => line.fired_at ?? "").filter(Boolean);
  fired.sort();
  return {
    order_id: order.id,
    number: order.number,
    table_name: order.table_name,
    placed_by: order.placed_by,
    source: order.source,
    fired_at: fired[0] ?? order.accepted_at ?? order.placed_at,
    status: order.status,
    notes: order.notes,
    lines,
    version: order.version,
  };
}

export function fromBoard(board: Board): KitchenState {
  const slips = board.tickets.map((ticket) => ({ ...ticket, cancelled: false, changed: false }));
  const { seq, stations, recent, warn_minutes, late_minutes } = board;
  return { seq, stations, slips: slips.sort(oldestFirst), recent, warn_minutes, late_minutes };
}

export function oldestFirst(a: Ticket, b: Ticket): number {
  return a.fired_at < b.fired_at ? -1 : a.fired_at > b.fired_at ? 1 : a.number - b.number;
}

export function stageOf(lines: OrderLine[]): Stage {
  const food = lines.filter((line) => line.status !== "VOIDED");
  if (food.length > 0 && !food.some(isOpen)) return "done";
  return food.every((line) => line.status === "FIRED") ? "waiting" : "cooking";
}

/** What one station sees of a slip: its own lines, while any of them is still to be done. */
export function forStation(slip: Slip, station: string): Slip | null {
  if (!station) return slip;
  const lines = slip.lines.filter((line) => line.station === station);
  if (lines.length === 0) return null;
  if (!slip.cancelled && !lines.some(isOpen)) return null;
  return { ...slip, lines };
}

/** Every station there is, as far as this screen has ever seen. */
export function stationsOf(state: KitchenState, known: string[]): string[] {
  const lines = [...state.slips, ...state.recent].flatMap((ticket) => ticket.lines);
  const all = new Set([...known, ...state.stations, ...lines.map((line) => line.station)]);
  all.delete("");
  return [...all].sort();
}

/** Two tickets with the same signature ask for the same food. */
export function signature(lines: OrderLine[]): string {
  return lines
    .map((line) => {
      const extras = line.modifiers.map((one) => one.name).join("+");
      const food = [line.id, line.quantity, line.variant_name, extras, line.special_instructions];
      return [...food, line.status === "VOIDED"].join("|");
    })
    .sort()
    .join("\n");
}
