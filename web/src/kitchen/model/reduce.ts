import type { Order, Ticket } from "../../api/schema";
import type { LiveMessage } from "../../app/live";
import {
  isGone,
  isOnBoard,
  type KitchenState,
  MOST_RECENT,
  oldestFirst,
  signature,
  type Slip,
  toTicket,
} from "./slip";

/** The board after one live message. An older version never replaces a newer one. */
export function reduce(state: KitchenState, message: LiveMessage): KitchenState {
  const seq = Math.max(state.seq, message.seq ?? 0);
  return message.type === "order" ? { ...takeOrder(state, message.data), seq } : { ...state, seq };
}

export function takeOrder(state: KitchenState, order: Order): KitchenState {
  const slip = state.slips.find((one) => one.order_id === order.id);
  const done = state.recent.find((one) => one.order_id === order.id);
  if (Math.max(slip?.version ?? -1, done?.version ?? -1) > order.version) return state;
  const ticket = toTicket(order);
  if (isOnBoard(order)) return ticket.lines.length > 0 ? hang(state, ticket, slip) : state;
  if (isGone(order)) return slip ? strike(state, slip, ticket) : state;
  return slip || done ? takeDown(state, ticket) : state;
}

function hang(state: KitchenState, ticket: Ticket, old: Slip | undefined): KitchenState {
  const changed = old !== undefined && signature(old.lines) !== signature(ticket.lines);
  const slip: Slip = { ...ticket, cancelled: false, changed: changed || (old?.changed ?? false) };
  return {
    ...state,
    slips: [...without(state.slips, ticket.order_id), slip].sort(oldestFirst),
    recent: without(state.recent, ticket.order_id),
  };
}

/** A cancelled order stays, with the food it had, until a cook has seen it. */
function strike(state: KitchenState, old: Slip, ticket: Ticket): KitchenState {
  const struck: Slip = { ...ticket, fired_at: old.fired_at, cancelled: true, changed: false };
  if (struck.lines.length === 0) struck.lines = old.lines;
  const slips = state.slips.map((one) => (one.order_id === old.order_id ? struck : one));
  return { ...state, slips };
}

function takeDown(state: KitchenState, ticket: Ticket): KitchenState {
  const at = state.recent.findIndex((one) => one.order_id === ticket.order_id);
  const recent =
    at >= 0
      ? state.recent.map((one, index) => (index === at ? ticket : one))
      : [ticket, ...state.recent].slice(0, MOST_RECENT);
  return { ...state, slips: without(state.slips, ticket.order_id), recent };
}

function without<T extends { order_id: string }>(list: T[], id: string): T[] {
  return list.filter((one) => one.order_id !== id);
}

export function dismiss(state: KitchenState, id: string): KitchenState {
  return { ...state, slips: without(state.slips, id) };
}

export function seenChange(state: KitchenState, id: string): KitchenState {
  const slips = state.slips.map((one) => (one.order_id === id ? { ...one, changed: false } : one));
  return { ...state, slips };
}

/**
 * A fresh snapshot beside the board that hung here before. What the snapshot no longer has is
 * kept and named in `lost`: it was bumped elsewhere or cancelled, and only the box knows which.
 */
export function carryOver(
  before: KitchenState | null,
  after: KitchenState,
): { state: KitchenState; lost: string[] } {
  if (!before) return { state: after, lost: [] };
  const known = new Map(before.slips.map((slip) => [slip.order_id, slip]));
  const there = new Set([...after.slips, ...after.recent].map((one) => one.order_id));
  const slips = after.slips.map((slip) => {
    const old = known.get(slip.order_id);
    if (!old) return slip;
    return { ...slip, changed: old.changed || signature(old.lines) !== signature(slip.lines) };
  });
  const missing = before.slips.filter((slip) => !there.has(slip.order_id));
  return {
    state: { ...after, slips: [...slips, ...missing].sort(oldestFirst) },
    lost: missing.filter((slip) => !slip.cancelled).map((slip) => slip.order_id),
  };
}
