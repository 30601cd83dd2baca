import type { Payment, ZReport } from "../../../api/schema";
import { formatMoney } from "../../../look";

export const METHODS: Record<Payment["method"], string> = {
  CASH: "Cash",
  UPI: "UPI",
  CARD: "Card terminal",
  RAZORPAY: "Razorpay",
  STRIPE: "Stripe",
};

export const PAPERS: Record<ZReport["series"][number]["kind"], string> = {
  TAX_INVOICE: "Tax invoices",
  BILL_OF_SUPPLY: "Bills of supply",
  CASH_MEMO: "Small bills",
  VAT_INVOICE: "VAT invoices",
  VAT_CREDIT_NOTE: "VAT credit notes",
  CREDIT_NOTE: "Credit notes",
  REFUND_VOUCHER: "Refund vouchers",
};

/** "18%", "2.5%". */
export const rateWords = (bps: number) => `${bps / 100}%`;

/** How the day's drawers came out, over and short apart: they do not make each other good. */
export function drawerWords(z: Pick<ZReport, "drawers" | "over_paise" | "short_paise">): {
  word: string;
  note: string;
  bad: boolean;
} {
  const count = z.drawers.length;
  const counted = count === 1 ? "1 drawer counted" : `${count} drawers counted`;
  if (count === 0) return { word: "None", note: "no drawer was opened", bad: false };
  if (z.short_paise > 0) {
    const over = z.over_paise > 0 ? `, others ${formatMoney(z.over_paise)} over` : "";
    return { word: `${formatMoney(z.short_paise)} short`, note: counted + over, bad: true };
  }
  if (z.over_paise > 0) {
    return { word: `${formatMoney(z.over_paise)} over`, note: counted, bad: true };
  }
  return { word: "Right", note: counted, bad: false };
}
