import type { Bill, BillPart, Payment, Refund } from "../../api/schema";

export type Way = "CASH" | "UPI" | "CARD" | "ONLINE";

export const METHODS: Record<Payment["method"], string> = {
  CASH: "Cash",
  UPI: "UPI",
  CARD: "Card",
  RAZORPAY: "Razorpay",
  STRIPE: "Stripe",
};

/** What somebody is about to pay for: the whole bill, or a part of it. */
export interface Payable {
  part: BillPart | null;
  due: number;
  /** An amount of one's own can be paid; not where a shared bill is paid as a whole. */
  anyAmount: boolean;
}

export function payableOf(bill: Bill, partId: string | undefined): Payable | null {
  if (bill.due_paise <= 0) return null;
  if (partId === undefined) {
    return { part: null, due: bill.due_paise, anyAmount: bill.parts.length === 0 };
  }
  const part = bill.parts.find((one) => one.id === partId);
  if (!part || part.due_paise <= 0) return null;
  return { part, due: Math.min(part.due_paise, bill.due_paise), anyAmount: true };
}

/** A UTR is twelve digits, however they were grouped; null when it is none. */
export function readUtr(text: string): string | null {
  const digits = text.replace(/[\s-]/g, "");
  return /^\d{12}$/.test(digits) ? digits : null;
}

/** What a terminal's slip says; or why it cannot be that. */
export function readSlip(text: string): { reference: string } | { wrong: string } {
  const reference = text.trim().replace(/\s+/g, "-");
  if (isCardNumber(reference)) {
    return { wrong: "This looks like a card’s number. Type the slip’s number." };
  }
  if (!/^[A-Za-z0-9_-]{4,40}$/.test(reference)) {
    return { wrong: "4 to 40 letters and digits, as on the slip." };
  }
  return { reference };
}

/** 13 to 19 digits whose Luhn sum is right: that must never be typed into a till. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/-/g, "");
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What is left of each line of a paid bill after what was taken back. */
export function leftToReturn(bill: Bill): Map<string, number> {
  const left = new Map(bill.lines.map((line) => [line.line_id, line.quantity]));
  for (const line of bill.credit_notes.flatMap((note) => note.lines)) {
    left.set(line.line_id, Math.max(0, (left.get(line.line_id) ?? 0) - line.quantity));
  }
  return left;
}

export const isUnverified = (payment: Payment) => payment.state === "UNVERIFIED";

export const REFUND_WORDS: Record<Refund["reason"], string> = {
  DOUBLE_PAYMENT: "Paid twice",
  OVERPAID: "Paid too much",
  CANCELLED: "Cancelled after it was paid",
  RETURNED: "Taken back",
  LATE: "Came after the bill was paid",
  MISMATCH: "The amount was another",
};

/** The box calls nameless parts 1, 2, 3. */
export const partName = (label: string) => (/^\d+$/.test(label) ? `Part ${label}` : label);
