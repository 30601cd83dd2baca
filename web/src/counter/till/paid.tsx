import { useEffect, useState } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, Empty, formatMoney } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { Line } from "../bill/line";
import { Payments } from "../bill/payments";
import { Documents, PrintBill } from "../bill/print";
import { Sums } from "../bill/sums";
import { leftToReturn } from "../model/pay";
import { sendingMoney } from "../state/paying";
import { feed, readBillById } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { ReturnSheet } from "./return";

/** A bill as it was paid: its documents, and what is brought back of it. */
export function PaidView({ id }: { id: string }) {
  useEffect(() => readBillById(id), [id]);
  const bill = feed.state.value?.bills.find((one) => one.id === id);
  return (
    <>
      <PaneHead
        title={bill ? `Paid bill, table ${bill.table_name}` : "Paid bill"}
        onBack={() => go({ at: "till" }, true)}
      />
      {bill?.invoice ? (
        <Paid bill={bill} />
      ) : (
        <Empty icon="bill" title="There is no such bill">
          It may be older than what this screen keeps.
        </Empty>
      )}
    </>
  );
}

function Paid({ bill }: { bill: Bill }) {
  const [returning, setReturning] = useState(false);
  const { invoice } = bill;
  const left = [...leftToReturn(bill).values()].some((quantity) => quantity > 0);
  if (!invoice) return null;
  return (
    <>
      <div class="pane-body stack">
        <div class="row apart wrap">
          <span>
            <strong class="num">{invoice.number}</strong>
            <span class="soft small block">at {formatTime(invoice.issued_at)}</span>
          </span>
          <Documents path={invoice.receipt_path}>
            <PrintBill bill={bill} word="Print" />
          </Documents>
        </div>
        {bill.credit_notes.map((note) => (
          <div key={note.number} class="row apart credit-note" data-testid="credit-note">
            <span>
              <strong class="num">{note.number}</strong>
              <span class="soft small block">{note.note}</span>
            </span>
            <a class="btn" href={note.receipt_path} target="_blank" rel="noopener">
              Credit note
            </a>
          </div>
        ))}
        <ul class="bill-lines">
          {bill.lines.map((line, at) => (
            <Line key={line.line_id} bill={bill} line={line} nth={at + 1} onDiscount={undefined} />
          ))}
        </ul>
        <Sums bill={bill} />
        <Payments bill={bill} />
      </div>
      <div class="pane-foot stack tight">
        {bill.due_paise > 0 && (
          <Button
            kind="primary"
            size="big"
            wide
            testid="pay-due-again"
            onClick={() => go({ at: "due", bill: bill.id })}
          >
            <span>
              Take <span class="num">{formatMoney(bill.due_paise)}</span>, due again
            </span>
          </Button>
        )}
        {may(...MANAGERS) ? (
          <Button
            size="big"
            wide
            disabled={!left}
            busy={sendingMoney.value.has(bill.id)}
            testid="take-back"
            onClick={() => setReturning(true)}
          >
            {left ? "Something was brought back" : "All of it was taken back"}
          </Button>
        ) : (
          <p class="foot-says">A manager takes back what was paid for.</p>
        )}
      </div>
      {returning && <ReturnSheet bill={bill} onClose={() => setReturning(false)} />}
    </>
  );
}
