import { cooks, firedAt, minutes } from "./glance";
import type { CounterState } from "./state";

export interface KitchenAlarm {
  order_id: string;
  number: number;
  why: string;
  minutes: number;
}

/** Orders that the kitchen seems not to see: nobody started them, or they are far too late. */
export function kitchenAlarms(state: CounterState, now: number): KitchenAlarm[] {
  return state.orders
    .filter(cooks)
    .flatMap((order): KitchenAlarm[] => {
      const waited = minutes(firedAt(order), now);
      const alarm = { order_id: order.id, number: order.number, minutes: waited };
      if (order.status === "CONFIRMED" && waited >= state.warn_minutes) {
        return [{ ...alarm, why: "not started" }];
      }
      const late = order.status === "PREPARING" && waited >= state.late_minutes;
      return late ? [{ ...alarm, why: "late" }] : [];
    })
    .sort((a, b) => b.minutes - a.minutes);
}
