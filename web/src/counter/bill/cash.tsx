import { useState } from "preact/hooks";
import type { Bill, CashPaid, Table } from "../../api/schema";
import { Button, Empty, formatMoney, formatPrice, Icon, parseMoney } from "../../look";
import { suggestions, typeKey } from "../model/cash";
import { forgetPaid, paid, payCash, sendingCash } from "../state/sending";
import { billOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";

export function CashView({ table }: { table: Table }) {
  const result = paid.value[table.id];
  const bill = billOf(table);
  if (result) return <Taken result={result} table={table} />;
  return (
    <>
      <PaneHead
        title={`Cash, table ${table.name}`}
        onBack={() => go({ at: "bill", table: table.id }, true)}
      />
      {bill && bill.due_paise > 0 ? (
        <Take bill={bill} />
      ) : (
        <Empty icon="check" title="Nothing is due at this table" />
      )}
    </>
  );
}

function Take({ bill }: { bill: Bill }) {
  const [typed, setTyped] = useState("");
  const sending = sendingCash.value.has(bill.id);
  const received = parseMoney(typed);
  const change = received === null ? null : received - bill.due_paise;
  const enough = change !== null && change >= 0;
  return (
    <>
      <div class="pane-body cash">
        <p class="cash-due">
          <span>To pay</span>
          <strong class="num" data-testid="cash-due">
            {formatMoney(bill.due_paise)}
          </strong>
        </p>
        <label class="cash-given">
          <span>Received</span>
          <input
            class="input num"
            inputMode="none"
            autocomplete="off"
            placeholder="₹0"
            value={typed}
            data-testid="cash-received"
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && enough && received !== null) payCash(bill, received);
            }}
          />
        </label>
        <p class={change === null || enough ? "cash-change" : "cash-change short"} role="status">
          {change === null ? (
            <span class="soft">{typed ? "That is no amount" : "What the guest hands over"}</span>
          ) : enough ? (
            <>
              Change{" "}
              <b class="num" data-testid="change-live">
                {formatMoney(change)}
              </b>
            </>
          ) : (
            <b class="num">{formatMoney(-change)} short</b>
          )}
        </p>
        <div class="cash-notes">
          {suggestions(bill.due_paise).map((paise, at) => (
            <button
              key={paise}
              type="button"
              class="num"
              data-testid={at === 0 ? "cash-exact" : `cash-note-${paise / 100}`}
              onClick={() => setTyped((paise / 100).toFixed(paise % 100 === 0 ? 0 : 2))}
            >
              {at === 0 ? "Exact" : formatPrice(paise)}
            </button>
          ))}
        </div>
        <Pad onKey={(key) => setTyped((old) => typeKey(old, key))} />
      </div>
      <div class="pane-foot">
        <Button
          kind="primary"
          size="big"
          wide
          busy={sending}
          disabled={!enough}
          testid="cash-confirm"
          onClick={() => received !== null && payCash(bill, received)}
        >
          {sending ? (
            "Booking it. Kept until the box answers."
          ) : enough && received !== null ? (
            <>
              Take <span class="num">{formatMoney(received)}</span>
            </>
          ) : (
            "Not enough yet"
          )}
        </Button>
      </div>
    </>
  );
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "back"];

function Pad({ onKey }: { onKey: (key: string) => void }) {
  return (
    <div class="cash-pad">
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          class="num"
          aria-label={key === "back" ? "Delete" : undefined}
          onClick={() => onKey(key)}
        >
          {key === "back" ? "⌫" : key}
        </button>
      ))}
    </div>
  );
}

/** Big enough to be read aloud across the counter. */
function Taken({ result, table }: { result: CashPaid; table: Table }) {
  const { bill, payment } = result;
  function done() {
    go({ at: "floor" }, true);
    forgetPaid(table.id);
  }
  return (
    <>
      <div class="pane-body taken" role="status">
        <Icon name="check" size="3.5rem" />
        <p>Paid {formatMoney(payment.amount_paise)} in cash</p>
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
          of <span class="num">{formatMoney(payment.received_paise)}</span> received
        </p>
        {bill.invoice && (
          <>
            <p>
              Invoice{" "}
              <b class="num" data-testid="invoice-number">
                {bill.invoice.number}
              </b>
            </p>
            <a
              class="btn big wide"
              href={bill.invoice.receipt_path}
              target="_blank"
              rel="noopener"
              data-testid="receipt-link"
            >
              <Icon name="bill" /> Receipt, to show or print
            </a>
          </>
        )}
      </div>
      <div class="pane-foot">
        <Button kind="primary" size="big" wide testid="paid-done" onClick={done}>
          Done, to the tables
        </Button>
      </div>
    </>
  );
}
