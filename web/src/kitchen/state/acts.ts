import { batch, computed, signal } from "@preact/signals";
import type { Order } from "../../api/schema";
import { createOutbox } from "../../app/outbox";
import { toast } from "../../look";
import { createHold } from "../../staff/hold";
import { api } from "../../staff/session";
import { type Act, actPath, type Intent } from "../model/acts";

const UNDO_MS = 3_000;

/** A ticket on its way off the board, for as long as that can be undone. */
export interface Bump {
  order_id: string;
  number: number;
  acts: Act[];
}

const outbox = createOutbox(api, "kitchen");
const queue = signal<readonly Act[]>([]);
const sent = new Map<string, Act>();

const hold = createHold<Bump>(UNDO_MS, (bump) => enqueue(bump.acts));
export const leaving = hold.held;

/** Everything done on this screen that the box has not confirmed yet. */
export const unsettled = computed<readonly Act[]>(() => [
  ...queue.value,
  ...leaving.value.flatMap((bump) => bump.acts),
]);
/** Waiting for the box's answer, without those that may still be undone. */
export const unanswered = queue;

/** Calls back with what the box made of it. */
export function startActs(onOrder: (order: Order) => void): void {
  outbox.handle<Order>("act", {
    done(order, { key }) {
      batch(() => {
        onOrder(order);
        settle(key);
      });
    },
    failed(error, { key }) {
      settle(key);
      toast(`Not done: ${error.message}`, { bad: true });
    },
  });
  outbox.resume();
}

/** One at a time for each order: a "done" must never overtake its "start". */
function enqueue(acts: Act[]): void {
  queue.value = [...queue.value, ...acts];
  for (const act of acts) sendNext(act.order_id);
}

function sendNext(orderId: string): void {
  const under = [...sent.values()].some((act) => act.order_id === orderId);
  const next = queue.value.find((act) => act.order_id === orderId);
  if (under || !next) return;
  sent.set(outbox.send("act", "POST", actPath(next), {}), next);
}

function settle(key: string): void {
  const act = sent.get(key);
  sent.delete(key);
  if (!act) return;
  queue.value = queue.value.filter((one) => one !== act);
  sendNext(act.order_id);
}

export function carryOut(intent: Intent, order: { order_id: string; number: number }): void {
  if (!intent.leaves) enqueue(intent.acts);
  else if (!bumpOf(order.order_id)) {
    hold.add({ order_id: order.order_id, number: order.number, acts: intent.acts });
  }
}

export function recall(orderId: string): void {
  const bump = bumpOf(orderId);
  if (bump) hold.undo(bump);
  else enqueue([{ order_id: orderId, line_id: null, verb: "recall" }]);
}

export function bumpOf(orderId: string): Bump | undefined {
  return leaving.value.find((bump) => bump.order_id === orderId);
}
