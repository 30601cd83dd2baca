import { createRing, play } from "../../staff/sounds";
import { type CounterState, openCalls, toApprove } from "../model/state";

/** Guests who call, and orders that wait for a yes, ring until somebody takes them. */
const ring = createRing("new");
/** A ticket that no screen has drawn rings apart from all else, until it is seen or on paper. */
const ringLost = createRing("overdue", 3_000);
let ready: Set<string> | null = null;

export function hear(state: CounterState | null): void {
  if (!state) return;
  ringLost((state.delivery?.unseen.length ?? 0) > 0);
  ring(openCalls(state).length + toApprove(state).length > 0);
  const now = new Set(
    state.orders.filter((order) => order.status === "READY").map((order) => order.id),
  );
  const fresh = ready !== null && [...now].some((id) => !ready?.has(id));
  ready = now;
  if (!fresh) return;
  play("changed");
  if (typeof navigator.vibrate === "function") navigator.vibrate([200, 100, 200]);
}

let alarmed: ReadonlySet<string> = new Set();

/** Sounds when an order joins those that the kitchen seems not to see. */
export function hearAlarms(ids: string[]): void {
  if (ids.some((id) => !alarmed.has(id))) play("overdue");
  alarmed = new Set(ids);
}

export function stopRinging(): void {
  ring(false);
  ringLost(false);
}
