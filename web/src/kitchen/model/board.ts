import type { Board, Order, Station, Ticket } from "../../api/schema";
import type { LiveMessage } from "../../app/live";

/** Everything a kitchen screen knows, of all stations: what it shows of it is its own choice. */
export interface KitchenState {
  /** Everything up to this number is in here. */
  seq: number;
  stations: Station[];
  /** What hangs at the stations. */
  tickets: Ticket[];
  /** What was taken down while this page was open, the latest first. */
  bumped: Ticket[];
  /** The highest number each station has given to a ticket. */
  last: Record<string, number>;
  expo_levels: number;
  /** Only where a view is about whole orders; null where none is. */
  orders: Order[] | null;
}

const MOST_BUMPED = 80;
const MOST_ORDERS = 600;
const UNDER_WAY = new Set(["CONFIRMED", "PREPARING", "READY"]);

export const isUnderWay = (order: Pick<Order, "status">) => UNDER_WAY.has(order.status);

/** As the box has it: not taken down, or something about it that no cook has confirmed. */
export const hangs = (ticket: Ticket) => ticket.bumped_at === null || ticket.changes.length > 0;

export function fromBoard(board: Board, orders: Order[] | null): KitchenState {
  const { seq, stations, tickets, expo_levels } = board;
  // A station that has had no ticket yet stands at 0, so that its first ones can be missed, too.
  const last = Object.fromEntries(stations.map(({ name }) => [name, 0]));
  for (const { station, seq } of board.last) last[station] = seq;
  return { seq, stations, tickets, bumped: [], last, expo_levels, orders };
}

/** The board after one live message. An older version never replaces a newer one. */
export function reduce(state: KitchenState, message: LiveMessage): KitchenState {
  const seq = Math.max(state.seq, message.seq ?? 0);
  if (message.type === "ticket") return { ...takeTicket(state, message.data), seq };
  if (message.type === "order") return { ...takeOrder(state, message.data), seq };
  return seq === state.seq ? state : { ...state, seq };
}

export function takeTicket(state: KitchenState, ticket: Ticket): KitchenState {
  const known = findTicket(state, ticket.id);
  if (known && known.version > ticket.version) return state;
  const last = { ...state.last };
  last[ticket.station] = Math.max(last[ticket.station] ?? 0, ticket.seq);
  const tickets = without(state.tickets, ticket.id);
  const bumped = without(state.bumped, ticket.id);
  if (hangs(ticket)) tickets.push(ticket);
  else bumped.unshift(ticket);
  return { ...state, last, tickets, bumped: bumped.slice(0, MOST_BUMPED) };
}

export function findTicket(state: KitchenState, id: string): Ticket | undefined {
  const same = (one: Ticket) => one.id === id;
  return state.tickets.find(same) ?? state.bumped.find(same);
}

function takeOrder(state: KitchenState, order: Order): KitchenState {
  if (state.orders === null) return state;
  const known = state.orders.find((one) => one.id === order.id);
  if (known ? known.version > order.version : !isUnderWay(order)) return state;
  // A finished one stays, so that an older view that comes late cannot bring it back.
  const orders = [...without(state.orders, order.id), order];
  return { ...state, orders: orders.length > MOST_ORDERS ? orders.filter(isUnderWay) : orders };
}

/** A fresh snapshot beside what was taken down here before, which it does not tell. */
export function carryOver(before: KitchenState | null, after: KitchenState): KitchenState {
  if (!before) return after;
  const there = new Set(after.tickets.map((ticket) => ticket.id));
  return { ...after, bumped: before.bumped.filter((ticket) => !there.has(ticket.id)) };
}

function without<T extends { id: string }>(list: T[], id: string): T[] {
  return list.filter((one) => one.id !== id);
}
