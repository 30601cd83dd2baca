import { useEffect } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Bone, Empty, formatMoney, Loading } from "../../look";
import { METHODS } from "../model/pay";
import { feed, readTill, till } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { SaidAway } from "./away";
import { DrawerCard } from "./drawer";
import { DueAgain } from "./due";
import { Refunds } from "./refunds";
import { Unverified } from "./unverified";

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
            <SaidAway />
            <DueAgain />
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
