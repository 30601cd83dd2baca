import type { Bill, Payment, Refund } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, formatMoney, Money, type Tone } from "../../look";
import { METHODS, partName, REFUND_WORDS } from "../model/pay";
import { standingOf } from "../model/refund";

/** What came so far, and what goes back. */
export function Payments({ bill }: { bill: Bill }) {
  if (bill.payments.length + bill.refunds.length === 0) return null;
  return (
    <section class="payments">
      <h3>Payments</h3>
      <ul>
        {bill.payments.map((one) => (
          <PaymentRow key={one.id} payment={one} bill={bill} />
        ))}
        {bill.refunds.map((one) => (
          <RefundRow key={one.id} refund={one} />
        ))}
      </ul>
    </section>
  );
}

const STATES: Partial<Record<Payment["state"], [tone: Tone, word: string]>> = {
  UNVERIFIED: ["wait", "not verified"],
  VERIFIED: ["good", "verified"],
  REJECTED: ["bad", "did not come"],
};

function PaymentRow({ payment, bill }: { payment: Payment; bill: Bill }) {
  const state = STATES[payment.state];
  const part = bill.parts.find((one) => one.id === payment.part_id);
  const more = [
    payment.tip_paise > 0 && `and ${formatMoney(payment.tip_paise)} tip`,
    payment.change_paise > 0 && `${formatMoney(payment.change_paise)} change`,
  ].filter(Boolean);
  return (
    <li class={payment.state === "REJECTED" ? "payment rejected" : "payment"}>
      <span class="grow">
        <strong>{METHODS[payment.method]}</strong>
        {part && ` · ${partName(part.label)}`} {state && <Badge tone={state[0]}>{state[1]}</Badge>}
        <small class="soft num">
          {[formatTime(payment.at), payment.by, payment.reference, ...more]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </span>
      <Money paise={payment.amount_paise + payment.surplus_paise} />
    </li>
  );
}

function RefundRow({ refund }: { refund: Refund }) {
  const { tone, word, says } = standingOf(refund);
  return (
    <li class="payment">
      <span class="grow">
        <strong>{REFUND_WORDS[refund.reason]}</strong> <Badge tone={tone}>{word}</Badge>
        <small class="soft num">
          {[refund.note, refund.done_by, says].filter(Boolean).join(" · ")}
        </small>
      </span>
      <Money paise={-refund.amount_paise} />
    </li>
  );
}
