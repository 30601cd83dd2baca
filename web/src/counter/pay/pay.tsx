import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Bill, Claim, Table } from "../../api/schema";
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

/** What a guest chose on their phone, where that is what is being paid. */
export const taking = signal<Claim | null>(null);

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
  useEffect(
    () => () => {
      forgetPaid(table.id);
      taking.value = null;
    },
    [],
  );
  if (result) return <TakenView result={result} table={table} />;
  const who = taking.value?.who;
  const label = payable?.part ? `${partName(payable.part.label)}, table ${table.name}` : "";
  return (
    <>
      <PaneHead
        title={label || (who ? `${who}, table ${table.name}` : `Pay, table ${table.name}`)}
        onBack={onBack}
      />
      {bill && payable ? (
        <Take
          key={`${taking.value?.id} ${payable.part?.id}`}
          bill={bill}
          payable={payable}
          claim={taking.value?.bill_id === bill.id ? taking.value : null}
        />
      ) : (
        <Empty
          icon="check"
          title={part ? "Nothing is due of this part" : "Nothing is due at this table"}
        />
      )}
    </>
  );
}

interface TakeProps {
  bill: Bill;
  payable: Payable;
  claim: Claim | null;
}

function Take({ bill, payable, claim }: TakeProps) {
  const [less, setLess] = useState<number | null>(claim?.amount_paise ?? null);
  const [tip, setTip] = useState(0);
  const [asking, setAsking] = useState(false);
  const till = may(...TILL);
  const amount = Math.min(less ?? payable.due, payable.due);
  // Another amount than they chose is not what was kept for them.
  const held = claim?.amount_paise === amount ? claim.id : undefined;
  const given: Given = { part: payable.part?.id, amount, tip, claim: held };
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
