import { useState } from "preact/hooks";
import { Button, formatMoney, formatPrice, parseMoney } from "../../look";
import { suggestions, typeKey } from "../model/cash";
import { payCash, sendingMoney } from "../state/paying";
import type { WayProps } from "./pay";

export function Cash({ bill, given, wanted }: WayProps) {
  const [typed, setTyped] = useState("");
  const sending = sendingMoney.value.has(bill.id);
  const received = parseMoney(typed);
  const change = received === null ? null : received - wanted;
  const enough = change !== null && change >= 0;
  const take = () => received !== null && enough && payCash(bill, given, received);
  return (
    <>
      <div class="pane-body cash">
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
            onKeyDown={(event) => event.key === "Enter" && take()}
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
          {suggestions(wanted).map((paise, at) => (
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
          onClick={take}
        >
          {sending ? (
            "Booking it. Kept until the box answers."
          ) : enough && received !== null ? (
            <span>
              Take <span class="num">{formatMoney(received)}</span>
            </span>
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
