import { useState } from "preact/hooks";
import type { Refund } from "../../api/schema";
import { Badge, Button, Money } from "../../look";
import { METHODS, REFUND_WORDS } from "../model/pay";
import { standingOf } from "../model/refund";
import { busy } from "../state/acts";
import { askAgain } from "../state/bill";
import { sendingMoney } from "../state/paying";
import { PayOut } from "./pay-out";
import { tableWords } from "./words";

/** What is owed back: by hand, or through the company that took it. */
export function Refunds({ refunds }: { refunds: Refund[] }) {
  const [paying, setPaying] = useState<Refund | null>(null);
  if (refunds.length === 0) return null;
  return (
    <section class="payments" data-testid="refunds">
      <h3>To be paid back</h3>
      <ul>
        {refunds.map((refund) => (
          <Row key={refund.id} refund={refund} onPay={() => setPaying(refund)} />
        ))}
      </ul>
      {paying && <PayOut refund={paying} onClose={() => setPaying(null)} />}
    </section>
  );
}

function Row({ refund, onPay }: { refund: Refund; onPay: () => void }) {
  const standing = standingOf(refund);
  const company = standing.askAgain;
  const asking = busy.value.has(`refund-${refund.id}`);
  return (
    <li class="payment wraps" data-testid="refund" data-state={refund.state}>
      <span class="grow">
        <strong>{REFUND_WORDS[refund.reason]}</strong>{" "}
        {refund.state !== "DUE" && <Badge tone={standing.tone}>{standing.word}</Badge>}
        <small class="soft num">
          {[tableWords(refund.bill_id), `paid by ${METHODS[refund.method]}`]
            .filter(Boolean)
            .join(" · ")}
        </small>
        {refund.state === "PENDING" && (
          <small class="soft">{METHODS[refund.method]} is at it: give nothing by hand.</small>
        )}
        {standing.says && (
          <small class={refund.state === "FAILED" ? "why" : "soft"}>{standing.says}</small>
        )}
      </span>
      <Money paise={refund.amount_paise} />
      {standing.canPay && (
        <span class="row yes-no">
          <Button
            busy={sendingMoney.value.has(refund.id)}
            disabled={asking}
            testid="pay-out"
            onClick={onPay}
          >
            {company ? "In cash" : "Pay back"}
          </Button>
          {company && (
            <Button
              kind="primary"
              busy={asking}
              testid="refund-again"
              onClick={() => void askAgain(refund)}
            >
              Ask {METHODS[company]} again
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
