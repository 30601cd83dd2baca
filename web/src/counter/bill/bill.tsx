import { useEffect, useState } from "preact/hooks";
import type { Bill, BillLine, Table } from "../../api/schema";
import { Button, Empty, formatMoney } from "../../look";
import { may, TILL } from "../../staff/session";
import type { Way } from "../model/pay";
import { way } from "../pay/pay";
import { loadShare, loadTransfers, share, transfers } from "../later";
import { discountBill, discountLine, readBill } from "../state/acts";
import { payCash, sendingMoney } from "../state/paying";
import { billOf, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { BuyerSheet } from "./buyer";
import { DiscountSheet } from "./discount";
import { ExtraSheet } from "./extra";
import { Line } from "./line";
import { Parts } from "./parts";
import { Payments } from "./payments";
import { OnPhones } from "./phones";
import { PrintBill } from "./print";
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

type Asked = { discount: BillLine } | "whole" | "share" | "dishes" | "extra" | "buyer" | null;

function Open({ bill, table }: { bill: Bill; table: Table }) {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const till = may(...TILL);
  const ShareSheet = share.value?.ShareSheet;
  const Dishes = transfers.value?.TransferSheet;
  useEffect(() => {
    if (asked === "share") void loadShare();
    if (asked === "dishes") void loadTransfers();
  }, [asked]);
  const act = (what: Asked & string, word: string, id: string) => (
    <Button testid={id} onClick={() => setAsked(what)}>
      {word}
    </Button>
  );
  return (
    <>
      <div class="pane-body stack">
        {bill.parts.length > 0 && <Parts bill={bill} table={table} />}
        <OnPhones bill={bill} table={table} />
        <ul class="bill-lines">
          {bill.lines.map((line, at) => (
            <Line
              key={line.line_id}
              bill={bill}
              line={line}
              nth={at + 1}
              onDiscount={till ? () => setAsked({ discount: line }) : undefined}
            />
          ))}
        </ul>
        <Sums bill={bill} />
        <Payments bill={bill} />
        <div class="bill-acts">
          {bill.parts.length === 0 && act("share", "Share it", "bill-share")}
          {act("dishes", "To another bill", "bill-transfer")}
          {till && act("whole", bill.discount ? "Discount: change" : "Discount", "bill-discount")}
          {till && act("extra", "Packing, other", "bill-extra")}
          <PrintBill bill={bill} word="Print it" />
          {till && act("buyer", bill.buyer ? "Buyer: change" : "Name a buyer", "bill-buyer")}
        </div>
        {bill.discount && <p class="soft small">Discount: {bill.discount.reason}</p>}
        {bill.buyer && (
          <p class="soft small">
            The invoice is for {bill.buyer.name} {bill.buyer.gstin}
          </p>
        )}
      </div>
      <Foot bill={bill} table={table} />
      {asked === "share" && ShareSheet && <ShareSheet bill={bill} table={table} onClose={close} />}
      {asked === "dishes" && Dishes && <Dishes bill={bill} table={table} onClose={close} />}
      {asked === "extra" && <ExtraSheet bill={bill} onClose={close} />}
      {asked === "buyer" && <BuyerSheet bill={bill} onClose={close} />}
      {asked === "whole" && (
        <DiscountSheet
          title="Discount on the whole bill"
          of={bill.quote.items_paise}
          given={bill.discount !== null}
          onClose={close}
          onGive={(discount) => discountBill(bill, discount)}
        />
      )}
      {asked !== null && typeof asked === "object" && (
        <LineDiscount bill={bill} line={asked.discount} onClose={close} />
      )}
    </>
  );
}

function LineDiscount({
  bill,
  line,
  onClose,
}: {
  bill: Bill;
  line: BillLine;
  onClose: () => void;
}) {
  return (
    <DiscountSheet
      title={`Discount on ${line.name}`}
      of={line.gross_paise}
      given={line.discount_paise > 0}
      onClose={onClose}
      onGive={async (discount) => {
        const done = await discountLine(line.order_id ?? "", line.line_id, discount);
        if (done) void readBill(bill.sitting_id);
        return done;
      }}
    />
  );
}

const WAYS: { key: Way; word: string; id: string }[] = [
  { key: "CASH", word: "Cash", id: "pay-cash" },
  { key: "UPI", word: "UPI", id: "pay-upi" },
  { key: "CARD", word: "Card", id: "pay-card" },
];

/** What is touched most: the ways to pay all of it. Who shares taps their part instead. */
function Foot({ bill, table }: { bill: Bill; table: Table }) {
  const waits = ordersOf(table).some((order) => order.status === "PENDING");
  const till = may(...TILL);
  if (waits) {
    return (
      <div class="pane-foot">
        <p class="foot-says">An order still waits for your yes or no. Answer it first.</p>
      </div>
    );
  }
  if (bill.due_paise === 0) return <NothingDue bill={bill} />;
  return (
    <div class="pane-foot pay-foot">
      <p class="row apart">
        <span>{bill.parts.length > 0 ? "All that is left, at once" : "To pay"}</span>
        <strong class="num">{formatMoney(bill.due_paise)}</strong>
      </p>
      <div class="row">
        {WAYS.filter(({ key }) => till || key === "UPI").map(({ key, word, id }) => (
          <Button
            key={key}
            kind={bill.parts.length > 0 ? "normal" : "primary"}
            size="big"
            class="grow"
            testid={id}
            onClick={() => {
              way.value = key;
              go({ at: "pay", table: table.id });
            }}
          >
            {till ? word : "Show the UPI code"}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Free, or paid for before something was called off. */
function NothingDue({ bill }: { bill: Bill }) {
  if (!may(...TILL)) {
    return (
      <div class="pane-foot">
        <p class="foot-says">Nothing is due. The cashier closes the bill.</p>
      </div>
    );
  }
  return (
    <div class="pane-foot">
      <Button
        kind="primary"
        size="big"
        wide
        busy={sendingMoney.value.has(bill.id)}
        testid="close-bill"
        onClick={() => payCash(bill, { part: undefined, amount: 0, tip: 0 }, 0)}
      >
        Nothing is due: close the bill
      </Button>
    </div>
  );
}
