import { useState } from "preact/hooks";
import type { Bill, Order, Sitting, Table } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, confirm, Empty, formatMoney, Icon, Stepper } from "../../look";
import { now } from "../../staff/clock";
import { MANAGERS, may } from "../../staff/session";
import { ApproveCard, CallCard } from "../floor/inbox";
import { minutes } from "../model/floor";
import { isRefused } from "../model/state";
import { busy, closeSitting, setCovers } from "../state/acts";
import { basketOf, sendingOrders } from "../state/sending";
import { billOf, lastPaidBill, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "./pane";
import { Seat } from "./seat";

import { OrderCard } from "./order-card";

export function TableView({ table }: { table: Table }) {
  const sitting = table.sitting;
  return (
    <>
      <PaneHead title={`Table ${table.name}`} onBack={() => go({ at: "floor" }, true)}>
        <span class="soft small">{table.seats} seats</span>
      </PaneHead>
      {sitting ? (
        <Seated table={table} sitting={sitting} />
      ) : (
        <div class="pane-body">
          <LastPaid bill={lastPaidBill(table.id)} />
          <Seat table={table} />
        </div>
      )}
    </>
  );
}

function Seated({ table, sitting }: { table: Table; sitting: Sitting }) {
  const orders = ordersOf(table);
  const bill = billOf(table);
  const calls = sitting.calls.filter((call) => !call.taken_at);
  return (
    <>
      <div class="pane-body stack">
        <SittingCard sitting={sitting} seats={table.seats} empty={!orders.some(countsHere)} />
        {calls.map((call) => (
          <CallCard key={call.id} call={call} />
        ))}
        {sendingOrders.value
          .filter((one) => one.table_id === table.id)
          .map((one) => (
            <p key={one.key} class="sending" role="status">
              <span class="spin" /> Sending the order to the kitchen. It is kept until the box
              answers.
            </p>
          ))}
        {orders.map((order) =>
          order.status === "PENDING" ? (
            <ApproveCard key={order.id} order={order} />
          ) : (
            <OrderCard key={order.id} order={order} />
          ),
        )}
        {orders.length === 0 && (
          <Empty icon="edit" title="Nothing ordered yet">
            Guests can order from their phones, or you take the order here.
          </Empty>
        )}
      </div>
      <Foot table={table} bill={bill} billable={orders.some(countsHere)} />
    </>
  );
}

const countsHere = (order: Order) => !isRefused(order);

interface FootProps {
  table: Table;
  bill: Bill | undefined;
  billable: boolean;
}

function Foot({ table, bill, billable }: FootProps) {
  const begun = basketOf(table.id).length;
  return (
    <div class="pane-foot row">
      {billable && (
        <Button
          size="big"
          class="grow"
          testid="bill"
          onClick={() => go({ at: "bill", table: table.id })}
        >
          <span>Bill {bill && <span class="num">{formatMoney(bill.due_paise)}</span>}</span>
        </Button>
      )}
      <Button
        size="big"
        kind="primary"
        class="grow"
        testid="take-order"
        onClick={() => go({ at: "order", table: table.id })}
      >
        <Icon name="plus" /> {begun > 0 ? `Order (${begun} begun)` : "Order"}
      </Button>
    </div>
  );
}

function SittingCard(props: { sitting: Sitting; seats: number; empty: boolean }) {
  const { sitting, empty } = props;
  const names = sitting.guests.map((guest) => guest.name).filter(Boolean);
  const by = sitting.opened_by === "guest" ? "opened by a guest" : `seated by ${sitting.opened_by}`;
  const [covers, setShown] = useState(sitting.covers);

  async function leave() {
    const sure = await confirm({
      title: `Have the guests of table ${sitting.table_name} left?`,
      text: "Nothing was ordered. The table becomes free.",
      yes: "Yes, free the table",
    });
    if (sure && (await closeSitting(sitting))) go({ at: "floor" });
  }

  return (
    <section class="sitting-card">
      <div class="row">
        <div class="grow">
          <strong>Since {formatTime(sitting.opened_at)}</strong>{" "}
          <span class="soft small num">
            {minutes(sitting.opened_at, now.value)} min, {by}
          </span>
          {names.length > 0 && <p class="small">{names.join(", ")}</p>}
        </div>
        <Stepper
          what="guests"
          value={covers}
          min={1}
          max={99}
          onChange={(next) => {
            setShown(next);
            void setCovers(sitting, next).then((done) => {
              if (!done) setShown(sitting.covers);
            });
          }}
        />
      </div>
      {empty && (
        <Button
          wide
          testid="close-sitting"
          busy={busy.value.has(`close-${sitting.id}`)}
          onClick={() => void leave()}
        >
          They left: free the table
        </Button>
      )}
    </section>
  );
}

function LastPaid({ bill }: { bill: Bill | undefined }) {
  if (!bill?.invoice || !bill.paid_at) return null;
  if (minutes(bill.paid_at, now.value) > 60 && !may(...MANAGERS)) return null;
  const change = bill.invoice.payments.reduce((sum, one) => sum + one.change_paise, 0);
  return (
    <section class="paid-card">
      <div class="grow">
        <strong>Paid at {formatTime(bill.paid_at)}</strong>
        <p class="soft small num">
          {bill.invoice.number} · {formatMoney(bill.paid_paise)}
          {change > 0 && ` · change ${formatMoney(change)}`}
        </p>
      </div>
      <a class="btn" href={bill.invoice.receipt_path} target="_blank" rel="noopener">
        Receipt
      </a>
    </section>
  );
}
