import type { Bill } from "../../../api/schema";
import { formatDay } from "../../../app/i18n";
import { formatMoney } from "../../../look";

/** Why an invoice is lost, as it is mostly said. */
export const LOST_REASONS = [
  "The guest cannot be found",
  "The guest will not pay",
  "Our mistake",
] as const;

export const invoiceWords = (bill: Bill) =>
  [bill.invoice?.number, bill.invoice && formatDay(bill.invoice.issued_at)]
    .filter(Boolean)
    .join(" · ");

/** What was said to have been paid, and never came. */
export function missingOf(bill: Bill): { id: string; words: string }[] {
  return bill.payments
    .filter((one) => one.state === "REJECTED")
    .map((one) => ({
      id: one.id,
      words: `UTR ${one.reference} of ${formatMoney(one.amount_paise + one.tip_paise)}, taken by ${one.by}`,
    }));
}
