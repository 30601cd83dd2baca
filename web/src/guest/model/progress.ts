import type { Order, OrderLine, OrderStatus } from "../../api/schema";

/** The four steps a guest sees; anything else ends the story early. */
export const STEPS = ["received", "cooking", "ready", "served"] as const;

const REACHED: Partial<Record<OrderStatus, number>> = {
  PAYMENT_PENDING: 0,
  PENDING: 0,
  CONFIRMED: 0,
  PREPARING: 1,
  READY: 2,
  OUT_FOR_DELIVERY: 2,
  SERVED: 3,
  DELIVERED: 3,
  COMPLETED: 3,
};

/** Index into STEPS, or -1 for an order that was refused or cancelled. */
export function stepOf(status: OrderStatus): number {
  return REACHED[status] ?? -1;
}

export function isOver(order: Order): boolean {
  return order.status === "REJECTED" || order.status === "CANCELLED";
}

/** Why it was refused or cancelled, if somebody said. */
export function reasonOf(order: Order): string {
  return [...order.history].reverse().find((step) => step.to === order.status)?.reason ?? "";
}

/** Newest first, the refused ones last. */
export function inOrder(orders: readonly Order[]): Order[] {
  return [...orders].sort(
    (one, other) =>
      Number(isOver(one)) - Number(isOver(other)) || other.placed_at.localeCompare(one.placed_at),
  );
}

/** What sets a line apart from its order: a later course, food that is early; "" = nothing. */
export function lineState(
  order: Order,
  line: OrderLine,
): "voided" | "later" | "ready" | "served" | "" {
  if (line.status === "VOIDED") return "voided";
  const step = stepOf(order.status);
  if (order.status === "PENDING" || step < 0 || step > 2) return "";
  if (line.status === "QUEUED") return "later";
  if (line.status === "SERVED") return "served";
  return line.status === "DONE" && step < 2 ? "ready" : "";
}

/** It was taken, but nothing of it has gone to the kitchen: somebody says when. */
export function isHeld(order: Order): boolean {
  const live = order.lines.filter((line) => line.status !== "VOIDED");
  return order.status === "CONFIRMED" && live.every((line) => line.status === "QUEUED");
}
