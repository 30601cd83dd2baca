import type { Bill, Buyer, ExtraDraft, Payment, SplitRequest } from "../../api/schema";
import { api } from "../../staff/session";
import { withBill } from "../model/state";
import { attempt } from "./acts";
import { feed, readBillById, readTill } from "./store";

const takeBill = (bill: Bill) => feed.update((state) => withBill(state, bill));

export const shareBill = (bill: Bill, split: SplitRequest) =>
  attempt(`share-${bill.id}`, () => api.put<Bill>(`/api/bills/${bill.id}/split`, split), takeBill);

export const unshareBill = (bill: Bill) =>
  attempt(`share-${bill.id}`, () => api.del<Bill>(`/api/bills/${bill.id}/split`), takeBill);

export const addExtra = (bill: Bill, draft: ExtraDraft) =>
  attempt(
    `extra-${bill.id}`,
    () => api.post<Bill>(`/api/bills/${bill.id}/extras`, draft),
    takeBill,
  );

export const dropExtra = (bill: Bill, lineId: string) =>
  attempt(
    `extra-${lineId}`,
    () => api.del<Bill>(`/api/bills/${bill.id}/extras/${lineId}`),
    takeBill,
  );

export const nameBuyer = (bill: Bill, buyer: Buyer) =>
  attempt(`buyer-${bill.id}`, () => api.put<Bill>(`/api/bills/${bill.id}/buyer`, buyer), takeBill);

/** Whether a transfer stands in the bank's list. */
export const verify = (payment: Payment, isTrue: boolean) =>
  attempt(
    `verify-${payment.id}`,
    () => api.post<Payment>(`/api/payments/${payment.id}/verified`, { is_true: isTrue }),
    () => {
      readBillById(payment.bill_id);
      readTill();
    },
  );
