import { useState } from "preact/hooks";
import { Button, Field, formatMoney, Sheet } from "../../look";
import { readPaid } from "../model/amounts";
import type { Payable } from "../model/pay";

export interface AmountSheetProps {
  payable: Payable;
  /** Null: all that is due. */
  amount: number | null;
  tip: number;
  onGive: (amount: number | null, tip: number) => void;
  onClose: () => void;
}

const rupees = (paise: number) => (paise / 100).toFixed(paise % 100 === 0 ? 0 : 2);
const TIPS = [2_000, 5_000, 10_000];

/** Less than is due, where that can be; and a tip, which is nobody's idea but the guest's. */
export function AmountSheet({ payable, onGive, onClose, ...now }: AmountSheetProps) {
  const [amount, setAmount] = useState(now.amount === null ? "" : rupees(now.amount));
  const [tip, setTip] = useState(now.tip === 0 ? "" : rupees(now.tip));
  const read = readPaid(amount, tip, payable.due);
  const wrong = "wrong" in read ? read : null;
  return (
    <Sheet
      title={payable.anyAmount ? "Amount and tip" : "Tip"}
      onClose={onClose}
      foot={
        <Button
          size="big"
          kind="primary"
          wide
          disabled={wrong !== null}
          testid="amount-confirm"
          onClick={() => {
            if ("wrong" in read) return;
            onGive(read.amount === payable.due ? null : read.amount, read.tip);
            onClose();
          }}
        >
          {"wrong" in read ? (
            read.wrong
          ) : (
            <span>
              Take <span class="num">{formatMoney(read.amount + read.tip)}</span>
            </span>
          )}
        </Button>
      }
    >
      <div class="stack">
        {payable.anyAmount && (
          <Field
            label="What they pay now"
            value={amount}
            inputMode="decimal"
            placeholder={`All of it: ${formatMoney(payable.due)}`}
            wrong={wrong?.field === "amount" ? wrong.wrong : undefined}
            hint="The rest stays due."
            testid="amount-now"
            onInput={setAmount}
          />
        )}
        <Field
          label="Tip, if the guest wants to give one"
          value={tip}
          inputMode="decimal"
          placeholder="None"
          wrong={wrong?.field === "tip" ? wrong.wrong : undefined}
          hint="Beside the bill, and not taxed."
          testid="tip-now"
          onInput={setTip}
        />
        <div class="chips wrap">
          <button type="button" class="chip" onClick={() => setTip("")}>
            None
          </button>
          {TIPS.map((paise) => (
            <button
              key={paise}
              type="button"
              class="chip num"
              aria-pressed={tip === rupees(paise) ? "true" : "false"}
              onClick={() => setTip(rupees(paise))}
            >
              ₹{rupees(paise)}
            </button>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
