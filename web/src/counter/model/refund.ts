import type { Bill, Payment, Refund } from "../../api/schema";
import type { Tone } from "../../look";
import { failureWords } from "../../staff/failure";

/** How it stands with money that is owed back, and what somebody can do about it. */
export interface Standing {
  tone: Tone;
  word: string;
  /** More about it, in a sentence; often empty. */
  says: string;
  /** By hand: in cash, or by a transfer's number. */
  canPay: boolean;
  /** The payment company that is asked once more; null where there is none to ask. */
  askAgain: "RAZORPAY" | "STRIPE" | null;
}

export function standingOf(refund: Refund): Standing {
  const failure = failureWords(refund.failure);
  const none = { says: failure, canPay: false, askAgain: null };
  switch (refund.state) {
    case "DUE":
      // While it is not sure that the money came, none of it goes back.
      return refund.payment_state === "UNVERIFIED"
        ? { ...none, tone: "wait", word: "not verified", says: UNSURE }
        : { ...none, tone: "wait", word: "to be paid back", canPay: true };
    case "PENDING":
      return { ...none, tone: "wait", word: "on its way back" };
    case "DONE":
      return { ...none, tone: "good", word: "paid back" };
    case "WITHDRAWN":
      return { ...none, tone: "plain", word: "nothing goes back", says: "Its payment never came" };
    case "FAILED": {
      const askAgain =
        refund.method === "RAZORPAY" || refund.method === "STRIPE" ? refund.method : null;
      return { tone: "bad", word: "failed", says: failure, canPay: true, askAgain };
    }
  }
}

const UNSURE = "Say first whether its transfer came";

/** Transfers somebody said had not come: on the same day that can be taken back. */
export function judgedAway(bills: Bill[], sinceMs: number): { payment: Payment; bill: Bill }[] {
  return bills
    .flatMap((bill) => bill.payments.map((payment) => ({ payment, bill })))
    .filter(({ payment }) => payment.state === "REJECTED" && Date.parse(payment.at) >= sinceMs)
    .sort((a, b) => (a.payment.at < b.payment.at ? 1 : -1));
}
