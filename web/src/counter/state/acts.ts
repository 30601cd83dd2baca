import { signal } from "@preact/signals";
import type { Bill, Call, Order, Sitting } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { seat, withBill, withOrder } from "../model/state";
import { withManager } from "./agree";
import { hear } from "./ears";
import { feed } from "./store";

/** What is being asked of the box right now, by name: its button shows that it works. */
export const busy = signal<ReadonlySet<string>>(new Set());

/** Does one thing at a time under each name; says so when it fails. True when it was done. */
export async function attempt<T>(name: string, ask: () => Promise<T>, done: (answer: T) => void) {
  if (busy.value.has(name)) return false;
  busy.value = new Set([...busy.value, name]);
  try {
    done(await ask());
    return true;
  } catch (problem) {
    toast(asApiError(problem).message, { bad: true });
    return false;
  } finally {
    busy.value = new Set([...busy.value].filter((one) => one !== name));
    hear(feed.state.value);
  }
}

export const takeOrder = (order: Order) => feed.update((state) => withOrder(state, order));
const takeBill = (bill: Bill) => feed.update((state) => withBill(state, bill));
export const takeSitting = (sitting: Sitting) => feed.update((state) => seat(state, sitting));

export const accept = (order: Order) =>
  attempt(`accept-${order.id}`, () => api.post<Order>(`/api/orders/${order.id}/accept`), takeOrder);

export const reject = (order: Order, reason: string) =>
  attempt(
    `reject-${order.id}`,
    () => api.post<Order>(`/api/orders/${order.id}/reject`, { reason }),
    takeOrder,
  );

export const cancel = (order: Order, reason: string) =>
  attempt(
    `cancel-${order.id}`,
    () =>
      withManager((agreed) =>
        api.post<Order>(`/api/orders/${order.id}/cancel`, { reason }, { agreed }),
      ),
    takeOrder,
  );

export const takeCall = (call: Call) =>
  attempt(
    `call-${call.id}`,
    () => api.post<Call>(`/api/calls/${call.id}/take`),
    (taken) =>
      feed.update((state) => ({
        ...state,
        tables: state.tables.map((table) =>
          table.sitting?.id === taken.sitting_id
            ? {
                ...table,
                sitting: {
                  ...table.sitting,
                  calls: table.sitting.calls.map((one) => (one.id === taken.id ? taken : one)),
                },
              }
            : table,
        ),
      })),
  );

export const openSitting = (tableId: string, covers: number) =>
  attempt(
    `open-${tableId}`,
    () => api.post<Sitting>(`/api/tables/${tableId}/sitting`, { covers }),
    takeSitting,
  );

export const closeSitting = (sitting: Sitting) =>
  attempt(
    `close-${sitting.id}`,
    () => api.post<Sitting>(`/api/sittings/${sitting.id}/close`),
    takeSitting,
  );

export const setCovers = (sitting: Sitting, covers: number) =>
  attempt(
    `covers-${sitting.id}`,
    () => api.patch<Sitting>(`/api/sittings/${sitting.id}`, { covers }),
    takeSitting,
  );

export interface DiscountAsked {
  percent_bps?: number;
  amount_paise?: number;
  reason: string;
}

export const discountLine = (orderId: string, lineId: string, asked: DiscountAsked) =>
  attempt(
    `discount-${lineId}`,
    () =>
      withManager((agreed) =>
        api.post<Order>(`/api/orders/${orderId}/lines/${lineId}/discount`, asked, { agreed }),
      ),
    takeOrder,
  );

export const discountBill = (bill: Bill, asked: DiscountAsked) =>
  attempt(
    `discount-${bill.id}`,
    () =>
      withManager((agreed) => api.post<Bill>(`/api/bills/${bill.id}/discount`, asked, { agreed })),
    takeBill,
  );

/** The bill as the box has it now: before money is taken, and after a discount. */
export const readBill = (sittingId: string) =>
  attempt(`bill-${sittingId}`, () => api.get<Bill>(`/api/sittings/${sittingId}/bill`), takeBill);
