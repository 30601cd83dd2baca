import { useEffect } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { Bone, Button, DietMark, Empty, formatMoney, Icon, Loading, Money } from "../../look";
import { elapsed, now as clock } from "../../staff/clock";
import { detailsOf } from "../cart/cart-line";
import { QuoteTable } from "../parts/quote";
import { callStaff } from "../state/calls";
import { myClaim } from "../state/claims";
import { openSheet, show } from "../state/nav";
import { bill, told } from "../state/orders";
import { loadWays, online, upiOpen } from "../state/pay";
import { beginAgain, phase, sitting } from "../state/seat";
import { say } from "../table-words";
import { names } from "../words";
import { callState } from "./calls-sheet";
import { useClaims } from "./held";
import { Others } from "./others";
import { Parts, Payments } from "./parts-list";

export function BillPage() {
  return (
    <main class="page padded" id="main">
      <BillBody />
    </main>
  );
}

function BillBody() {
  const now = bill.value;
  if (now?.state === "PAID") return <Paid bill={now} />;
  if (phase.value === "ended") return <Closed />;
  if (!now && !told.value) {
    return (
      <Loading>
        <Bone height="20rem" />
      </Loading>
    );
  }
  if (!now) {
    return (
      <Empty
        icon="bill"
        title={say("noBill")}
        action={
          <Button kind="primary" onClick={() => show("menu")}>
            {say("lookAtMenu")}
          </Button>
        }
      >
        {say("noBillText")}
      </Empty>
    );
  }
  return <Open bill={now} />;
}

function Open({ bill: now }: { bill: Bill }) {
  const { open, words } = callState("BILL");
  useEffect(() => void loadWays(now.id), [now.id]);
  useClaims(now);
  const way = upiOpen() || online() !== null;
  const canPay = way && now.due_paise > 0 && now.waiting_order_ids.length === 0;
  return (
    <>
      <h1 tabIndex={-1}>{say("billOf", sitting.value?.table_name ?? now.table_name)}</h1>
      <p class="soft">{say("billLive")}</p>
      <BillPaper bill={now} />
      <Others />
      <MyClaim />
      <Parts bill={now} canPay={canPay} />
      <Button kind="primary" size="big" wide disabled={open} onClick={() => void callStaff("BILL")}>
        <Icon name="bill" />
        {open ? words : say("askBill")}
      </Button>
      {canPay && now.parts.length === 0 && !myClaim.value && (
        <Button size="big" wide testid="pay-all" onClick={() => openSheet({ kind: "pay" })}>
          {say("payFromPhone")}
        </Button>
      )}
    </>
  );
}

/** What this guest has chosen to pay and has not paid yet. */
function MyClaim() {
  const claim = myClaim.value;
  if (!claim) return null;
  return (
    <div class="my-claim" data-testid="my-claim">
      <p class="grow">
        <strong class="num">{say("youPayNow", formatMoney(claim.amount_paise))}</strong>
        <span class="num soft small">
          {say("keptFor", elapsed(Date.parse(claim.held_until) - clock.value))}
        </span>
      </p>
      <Button kind="primary" testid="pay-on" onClick={() => openSheet({ kind: "pay" })}>
        {say("goOn")}
      </Button>
    </div>
  );
}

function BillPaper({ bill: now }: { bill: Bill }) {
  return (
    <section class="bill-paper">
      <ul>
        {now.lines.map((line) => (
          <li key={line.line_id} class="bill-line">
            {line.diet && <DietMark diet={line.diet} />}
            <div class="grow">
              <p>{names(line).first}</p>
              {detailsOf(line) && <p class="small soft">{detailsOf(line)}</p>}
              <p class="small soft num">
                {line.quantity} × {formatMoney(line.unit_paise)}
              </p>
              {line.discount_paise > 0 && (
                <p class="small good-text num">
                  {say("discount")} {formatMoney(-line.discount_paise)}
                </p>
              )}
            </div>
            <Money paise={line.gross_paise} />
          </li>
        ))}
      </ul>
      <QuoteTable quote={now.quote} />
      <Payments payments={now.payments} refunds={now.refunds} />
      {now.kept_paise > 0 && now.state === "OPEN" && (
        <dl class="quote">
          <div class="quote-row">
            <dt>{say("paidSoFar")}</dt>
            <dd>
              <Money paise={-now.kept_paise} />
            </dd>
          </div>
          <div class="quote-row total">
            <dt>{say("due")}</dt>
            <dd>
              <Money paise={now.due_paise} />
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

function Paid({ bill: now }: { bill: Bill }) {
  const invoice = now.invoice;
  return (
    <>
      <section class="paid">
        <span class="paid-mark">
          <Icon name="check" size="2.5rem" />
        </span>
        <h1 tabIndex={-1}>{say("paid")}</h1>
        <p class="soft">{say("paidText")}</p>
        <p class="paid-sum">{formatMoney(now.quote.total_paise)}</p>
        {invoice && <p class="small num">{say("billNumber", invoice.number)}</p>}
      </section>
      {invoice && (
        <div class="stack tight">
          <a
            class="btn primary big wide"
            href={invoice.receipt_path}
            target="_blank"
            rel="noopener"
          >
            {say("receipt")}
          </a>
          <a class="btn wide" href={`${invoice.receipt_path}.pdf`} target="_blank" rel="noopener">
            PDF
          </a>
          <p class="soft small centred">{say("receiptKeep")}</p>
        </div>
      )}
      <BillPaper bill={now} />
      <Button kind="plain" wide onClick={beginAgain}>
        {say("beginAgain")}
      </Button>
    </>
  );
}

function Closed() {
  return (
    <Empty
      title={say("closed")}
      action={
        <Button kind="primary" onClick={beginAgain}>
          {say("beginAgain")}
        </Button>
      }
    >
      {say("closedText")}
    </Empty>
  );
}
