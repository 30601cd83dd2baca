import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Bill, Table } from "../../api/schema";
import { Button, Empty, formatMoney, Icon, Tabs } from "../../look";
import { may, TILL } from "../../staff/session";
import { partName, type Payable, payableOf, type Way } from "../model/pay";
import { forgetPaid, type Given, paid } from "../state/paying";
import { billOf, feed, readBillById } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { AmountSheet } from "./amount";
import { Card } from "./card";
import { Cash } from "./cash";
import { Online } from "./online";
import { TakenView } from "./taken";
import { Upi } from "./upi";

/** The way that was tapped on the bill. */
export const way = signal<Way>("CASH");

const WAYS: { key: Way; label: string }[] = [
  { key: "CASH", label: "Cash" },
  { key: "UPI", label: "UPI" },
  { key: "CARD", label: "Card" },
  { key: "ONLINE", label: "Online" },
];

/** What every way needs to know. */
export interface WayProps {
  bill: Bill;
  given: Given;
  /** Amount and tip: what has to come. */
  wanted: number;
}

export function PayView({ table, part }: { table: Table; part: string | undefined }) {
  return (
    <Paying
      table={table}
      part={part}
      bill={billOf(table)}
      onBack={() => go({ at: "bill", table: table.id }, true)}
    />
  );
}

/** An invoice that is due again: its party has left, its table may be another's by now. */
export function DueView({ id }: { id: string }) {
  useEffect(() => readBillById(id), [id]);
  const bill = feed.state.value?.bills.find((one) => one.id === id);
  const back = () => go({ at: "paid", bill: id }, true);
  if (!bill) return <PaneHead title="Pay" onBack={back} />;
  const table = { id: bill.table_id, name: bill.table_name };
  return <Paying table={table} part={undefined} bill={bill} onBack={back} />;
}

interface PayingProps {
  table: Pick<Table, "id" | "name">;
  part: string | undefined;
  bill: Bill | undefined;
  onBack: () => void;
}

function Paying({ table, part, bill, onBack }: PayingProps) {
  const result = paid.value[table.id];
  const payable = bill && payableOf(bill, part);
  // What somebody else took is no news of this view.
  useEffect(() => () => forgetPaid(table.id), []);
  if (result) return <TakenView result={result} table={table} />;
  const label = payable?.part ? `${partName(payable.part.label)}, table ${table.name}` : "";
  return (
    <>
      <PaneHead title={label || `Pay, table ${table.name}`} onBack={onBack} />
      {bill && payable ? (
        <Take key={payable.part?.id ?? "all"} bill={bill} payable={payable} />
      ) : (
        <Empty
          icon="check"
          title={part ? "Nothing is due of this part" : "Nothing is due at this table"}
        />
      )}
    </>
  );
}

function Take({ bill, payable }: { bill: Bill; payable: Payable }) {
  const [less, setLess] = useState<number | null>(null);
  const [tip, setTip] = useState(0);
  const [asking, setAsking] = useState(false);
  const till = may(...TILL);
  const amount = Math.min(less ?? payable.due, payable.due);
  const given: Given = { part: payable.part?.id, amount, tip };
  const props = { bill, given, wanted: amount + tip };
  const now = till ? way.value : "UPI";
  return (
    <>
      <div class="pay-sum">
        <div class="grow">
          <span class="soft">To pay</span>
          <strong class="num" data-testid="pay-due">
            {formatMoney(amount + tip)}
          </strong>
          {(tip > 0 || amount < payable.due) && (
            <small class="soft num">
              {amount < payable.due && `of ${formatMoney(payable.due)} due`}
              {tip > 0 && ` with ${formatMoney(tip)} tip`}
            </small>
          )}
        </div>
        <Button testid="pay-amount" onClick={() => setAsking(true)}>
          <Icon name="edit" /> {payable.anyAmount ? "Amount, tip" : "Tip"}
        </Button>
      </div>
      {till && (
        <div class="pay-ways">
          <Tabs
            label="Way to pay"
            tabs={WAYS.map(({ key, label }) => ({
              key,
              label: <span data-testid={`way-${key}`}>{label}</span>,
            }))}
            current={now}
            onSelect={(key) => (way.value = key)}
          />
        </div>
      )}
      {now === "CASH" && <Cash {...props} />}
      {now === "UPI" && <Upi {...props} />}
      {now === "CARD" && <Card {...props} />}
      {now === "ONLINE" && <Online {...props} />}
      {asking && (
        <AmountSheet
          payable={payable}
          amount={less}
          tip={tip}
          onClose={() => setAsking(false)}
          onGive={(amount, tip) => {
            setLess(amount);
            setTip(tip);
          }}
        />
      )}
    </>
  );
}
