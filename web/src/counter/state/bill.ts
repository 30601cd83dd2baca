import type { Bill, Buyer, ExtraDraft, Payment, Refund, SplitRequest } from "../../api/schema";
import { ApiError, asApiError } from "../../app/api";
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

const moved = ({ bill_id }: { bill_id: string }) => {
  readBillById(bill_id);
  readTill();
};

/** Whether a transfer stands in the bank's list; "it did not come" can be taken back that day. */
export const verify = (payment: Payment, isTrue: boolean) =>
  attempt(
    `verify-${payment.id}`,
    () =>
      api.post<Payment>(`/api/payments/${payment.id}/verified`, { is_true: isTrue }).catch(tooLate),
    moved,
  );

function tooLate(problem: unknown): never {
  const error = asApiError(problem);
  if (error.code !== "illegal_transition") throw error;
  const words = "What was said of it on another day stays. Take the money as a new payment.";
  throw new ApiError(error.code, words, error.status);
}

/** The company that took the money would not give it back: it is asked once more. */
export const askAgain = (refund: Refund) =>
  attempt(
    `refund-${refund.id}`,
    () => api.post<Refund>(`/api/refunds/${refund.id}/retry`, {}),
    moved,
  );
