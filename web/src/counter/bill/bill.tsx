import { useEffect, useState } from "preact/hooks";
import type { Bill, BillLine, Table } from "../../api/schema";
import { Button, DietMark, Empty, Money, formatMoney } from "../../look";
import { may, TILL } from "../../staff/session";
import { busy, discountBill, discountLine, readBill } from "../state/acts";
import { billOf, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { DiscountSheet } from "./discount";
import { Sums } from "./sums";

export function BillView({ table }: { table: Table }) {
  const bill = billOf(table);
  const sitting = table.sitting?.id;
  useEffect(() => {
    if (sitting) void readBill(sitting);
  }, [sitting]);
  const back = () => go({ at: "table", table: table.id }, true);
  return (
    <>
      <PaneHead title={`Bill, table ${table.name}`} onBack={back} />
      {bill && bill.lines.length > 0 ? (
        <Open bill={bill} table={table} />
      ) : (
        <Empty icon="bill" title="No bill yet">
          It begins with the first order.
        </Empty>
      )}
    </>
  );
}

type Asked = BillLine | "whole" | null;

function Open({ bill, table }: { bill: Bill; table: Table }) {
  const [asked, setAsked] = useState<Asked>(null);
  const till = may(...TILL);
  const waits = ordersOf(table).filter((order) => order.status === "PENDING").length;
  return (
    <>
      <div class="pane-body stack">
        <ul class="bill-lines">
          {bill.lines.map((line, at) => (
            <Line
              key={line.line_id}
              line={line}
              nth={at + 1}
              onDiscount={till && line.order_id ? setAsked : null}
            />
          ))}
        </ul>
        <Sums bill={bill} />
        {till && (
          <Button kind="plain" testid="bill-discount" onClick={() => setAsked("whole")}>
            {bill.discount ? `Discount: ${bill.discount.reason}` : "Discount on the whole bill"}
          </Button>
        )}
      </div>
      <div class="pane-foot">
        {waits > 0 ? (
          <p class="foot-says">An order still waits for your yes or no. Answer it first.</p>
        ) : till ? (
          <Button
            kind="primary"
            size="big"
            wide
            testid="pay-cash"
            onClick={() => go({ at: "cash", table: table.id })}
          >
            Cash · <span class="num">{formatMoney(bill.due_paise)}</span>
          </Button>
        ) : (
          <p class="foot-says">The cashier takes the payment.</p>
        )}
      </div>
      {asked === "whole" && (
        <DiscountSheet
          title="Discount on the whole bill"
          of={bill.quote.items_paise}
          given={bill.discount !== null}
          onClose={() => setAsked(null)}
          onGive={(discount) => discountBill(bill, discount)}
        />
      )}
      {asked && asked !== "whole" && (
        <DiscountSheet
          title={`Discount on ${asked.name}`}
          of={asked.gross_paise}
          given={asked.discount_paise > 0}
          onClose={() => setAsked(null)}
          onGive={async (discount) => {
            const done = await discountLine(asked.order_id ?? "", asked.line_id, discount);
            if (done) void readBill(bill.sitting_id);
            return done;
          }}
        />
      )}
    </>
  );
}

interface LineProps {
  line: BillLine;
  nth: number;
  onDiscount: ((line: BillLine) => void) | null;
}

function Line({ line, nth, onDiscount }: LineProps) {
  const extras = line.modifiers.map((one) => one.name).join(", ");
  return (
    <li class="bill-line">
      <b class="num">{line.quantity}</b>
      <span class="grow">
        {line.diet && <DietMark diet={line.diet} size="0.8rem" />} {line.name}{" "}
        {line.variant_name && <em>{line.variant_name}</em>}
        {extras && <small class="soft">{extras}</small>}
        {line.discount_paise > 0 && (
          <small class="off num">
            {formatMoney(line.gross_paise)} less {formatMoney(line.discount_paise)}
          </small>
        )}
      </span>
      <Money paise={line.net_paise} />
      {onDiscount && (
        <Button
          kind="plain"
          square
          label={`Discount on ${line.name}`}
          testid={`line-discount-${nth}`}
          busy={busy.value.has(`discount-${line.line_id}`)}
          onClick={() => onDiscount(line)}
        >
          <span aria-hidden="true">%</span>
        </Button>
      )}
    </li>
  );
}
