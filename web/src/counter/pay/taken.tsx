import type { Table, Taken } from "../../api/schema";
import { Button, formatMoney, Icon } from "../../look";
import { Documents, PrintBill } from "../bill/print";
import { METHODS } from "../model/pay";
import { forgetPaid } from "../state/paying";
import { go } from "../state/where";

const HOW: Partial<Record<Taken["payment"]["method"], string>> = {
  CASH: "in cash",
  CARD: "by card",
};

export interface TakenProps {
  result: Taken;
  table: Pick<Table, "id" | "name">;
}

/** Big enough to be read aloud across the counter. */
export function TakenView({ result, table }: TakenProps) {
  const { bill, payment } = result;
  const over = bill.state === "PAID";
  const sum = formatMoney(payment.amount_paise + payment.tip_paise);
  function done() {
    go(over ? { at: "floor" } : { at: "bill", table: table.id }, true);
    forgetPaid(table.id);
  }
  return (
    <>
      <div class="pane-body taken" role="status">
        <Icon name="check" size="3.5rem" />
        <p>
          Paid <span class="num">{sum}</span>{" "}
          {HOW[payment.method] ?? `by ${METHODS[payment.method]}`}
        </p>
        {payment.method === "CASH" ? (
          <Change result={result} />
        ) : (
          <p class="soft">
            {payment.state === "UNVERIFIED" && <b class="not-sure">Not verified. </b>}
            <span class="num" data-testid="taken-reference">
              {payment.reference}
            </span>
          </p>
        )}
        {!over && (
          <p class="still-due">
            Still due{" "}
            <b class="num" data-testid="still-due">
              {formatMoney(bill.due_paise)}
            </b>
          </p>
        )}
        {bill.invoice && (
          <>
            <p>
              Invoice{" "}
              <b class="num" data-testid="invoice-number">
                {bill.invoice.number}
              </b>
            </p>
            <Documents path={bill.invoice.receipt_path}>
              <PrintBill bill={bill} word="Print" />
            </Documents>
          </>
        )}
      </div>
      <div class="pane-foot">
        <Button kind="primary" size="big" wide testid="paid-done" onClick={done}>
          {over ? "Done, to the tables" : "Go on with the bill"}
        </Button>
      </div>
    </>
  );
}

function Change({ result }: { result: Taken }) {
  return (
    <>
      <strong class="taken-change">
        {result.change_paise > 0 ? (
          <>
            Change{" "}
            <span class="num" data-testid="change-due">
              {formatMoney(result.change_paise)}
            </span>
          </>
        ) : (
          <span data-testid="change-due">No change</span>
        )}
      </strong>
      <p class="soft">
        of <span class="num">{formatMoney(result.payment.received_paise)}</span> received
      </p>
    </>
  );
}
