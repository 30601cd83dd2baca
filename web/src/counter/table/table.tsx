import type { Bill, Order, Sitting, Table } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, Empty, formatMoney, Icon } from "../../look";
import { now } from "../../staff/clock";
import { MANAGERS, may } from "../../staff/session";
import { ApproveCard, CallCard } from "../floor/inbox";
import { minutes } from "../model/glance";
import { isRefused } from "../model/state";
import { basketOf, sendingOrders } from "../state/sending";
import { billOf, lastPaidBill, leadingTable, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "./pane";
import { OrderCard } from "./order-card";
import { Seat } from "./seat";
import { SittingCard } from "./sitting-card";

export function TableView({ table }: { table: Table }) {
  const sitting = table.sitting;
  return (
    <>
      <PaneHead title={`Table ${table.name}`} onBack={() => go({ at: "floor" }, true)}>
        {table.sitting ? null : <TablePin table={table} />}
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

/** Before anybody sits there: what to tell guests who ask for the PIN. */
function TablePin({ table }: { table: Table }) {
  if (!table.pin) return null;
  return (
    <span class="soft small">
      PIN <b class="num">{table.pin}</b> ·
    </span>
  );
}

function Seated({ table, sitting }: { table: Table; sitting: Sitting }) {
  const orders = ordersOf(table);
  const bill = billOf(table);
  const calls = sitting.calls.filter((call) => !call.taken_at);
  return (
    <>
      <div class="pane-body stack">
        <SittingCard table={table} sitting={sitting} empty={!orders.some(countsHere)} />
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
          order.status === "PENDING" && !order.accept_at ? (
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
          onClick={() => go({ at: "bill", table: leadingTable(table).id })}
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
