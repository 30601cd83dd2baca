import { useEffect, useState } from "preact/hooks";
import type { Bill, Payment, Refund } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Bone, Button, Empty, formatMoney, Loading, Money } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { METHODS, REFUND_WORDS } from "../model/pay";
import { busy } from "../state/acts";
import { verify } from "../state/bill";
import { sendingMoney } from "../state/paying";
import { feed, readTill, till } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { DrawerCard } from "./drawer";
import { PayOut } from "./pay-out";

/** Money that still needs somebody, and the bills that were paid last. */
export function TillView() {
  useEffect(readTill, []);
  const known = till.value;
  return (
    <>
      <PaneHead title="Till" onBack={() => go({ at: "floor" }, true)} />
      <div class="pane-body stack">
        <DrawerCard />
        {known ? (
          <>
            <Refunds refunds={known.refunds} />
            <Unverified payments={known.unverified} />
            <LastBills />
          </>
        ) : (
          <Loading>
            <Bone height="10rem" />
          </Loading>
        )}
      </div>
    </>
  );
}

const billOf = (id: string) => feed.state.value?.bills.find((one) => one.id === id);
const tableOf = (id: string) => {
  const bill = billOf(id);
  return bill ? `Table ${bill.table_name}` : "";
};

function Refunds({ refunds }: { refunds: Refund[] }) {
  const [paying, setPaying] = useState<Refund | null>(null);
  if (refunds.length === 0) return null;
  return (
    <section class="payments" data-testid="refunds">
      <h3>To be paid back</h3>
      <ul>
        {refunds.map((refund) => (
          <li key={refund.id} class="payment">
            <span class="grow">
              <strong>{REFUND_WORDS[refund.reason]}</strong>
              <small class="soft num">
                {[tableOf(refund.bill_id), `paid by ${METHODS[refund.method]}`, refund.failure]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            <Money paise={refund.amount_paise} />
            {refund.state === "PENDING" ? (
              <small class="soft">on its way</small>
            ) : (
              <Button
                busy={sendingMoney.value.has(refund.id)}
                testid="pay-out"
                onClick={() => setPaying(refund)}
              >
                Pay back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {paying && <PayOut refund={paying} onClose={() => setPaying(null)} />}
    </section>
  );
}

/** Transfers somebody typed the UTR of: a manager looks them up in the bank's list. */
function Unverified({ payments }: { payments: Payment[] }) {
  const manager = may(...MANAGERS);
  if (payments.length === 0) return null;
  const sum = payments.reduce((all, one) => all + one.amount_paise + one.tip_paise, 0);
  return (
    <section class="payments" data-testid="unverified">
      <div class="row apart">
        <h3>Not verified</h3>
        <Money paise={sum} strong />
      </div>
      <p class="soft small">
        {manager
          ? "Is it in the bank’s list? “Not there” makes it due again."
          : "A manager looks these up in the bank’s list."}
      </p>
      <ul>
        {payments.map((one) => (
          <li key={one.id} class="payment wraps">
            <span class="grow">
              <strong class="num">UTR {one.reference}</strong>
              <small class="soft num">
                {[tableOf(one.bill_id), formatTime(one.at), one.by].filter(Boolean).join(" · ")}
              </small>
            </span>
            <Money paise={one.amount_paise + one.tip_paise} />
            {manager && (
              <span class="row yes-no">
                <Button
                  kind="danger"
                  busy={busy.value.has(`verify-${one.id}`)}
                  testid={`not-there-${one.reference}`}
                  onClick={() => void verify(one, false)}
                >
                  Not there
                </Button>
                <Button
                  kind="primary"
                  busy={busy.value.has(`verify-${one.id}`)}
                  testid={`it-came-${one.reference}`}
                  onClick={() => void verify(one, true)}
                >
                  It came
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 20;

function LastBills() {
  const bills = (feed.state.value?.bills ?? [])
    .filter((one) => one.state === "PAID")
    .sort((a, b) => ((a.paid_at ?? "") < (b.paid_at ?? "") ? 1 : -1))
    .slice(0, SHOWN);
  if (bills.length === 0) {
    return (
      <Empty icon="bill" title="No bill was paid yet">
        Paid bills stand here, for another receipt or when something is brought back.
      </Empty>
    );
  }
  return (
    <section class="payments">
      <h3>Paid bills</h3>
      <ul>
        {bills.map((bill) => (
          <li key={bill.id}>
            <button
              type="button"
              class="part"
              data-testid={`paid-bill-${bill.table_name}`}
              onClick={() => go({ at: "paid", bill: bill.id })}
            >
              <span class="grow">
                <strong>Table {bill.table_name}</strong>
                <small class="soft num">
                  {[bill.paid_at && formatTime(bill.paid_at), bill.invoice?.number, ways(bill)]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </span>
              <span class="num">{formatMoney(bill.quote.total_paise)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ways = (bill: Bill) =>
  [...new Set(bill.payments.map((one) => METHODS[one.method]))].join(" and ");
