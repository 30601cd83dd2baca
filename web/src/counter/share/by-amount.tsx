import { useEffect, useState } from "preact/hooks";
import { Button, Icon, Money } from "../../look";
import { readAmounts } from "../model/amounts";
import { MOST_PARTS } from "../model/share";
import type { ByProps } from "./share-sheet";

export function ByAmount({ bill, onPlan }: ByProps) {
  const [typed, setTyped] = useState(["", ""]);
  const read = readAmounts(typed, bill.due_paise);
  useEffect(() => {
    if ("wrong" in read) return onPlan({ lacks: read.wrong });
    const parts = read.amounts.length + (read.rest > 0 ? 1 : 0);
    onPlan({ split: { how: "AMOUNT", amounts_paise: read.amounts }, parts });
  }, [typed, bill.due_paise]);
  return (
    <div class="stack tight">
      {typed.map((text, at) => (
        <label key={at} class="amount-row">
          <span>Person {at + 1} pays</span>
          <input
            class="input num"
            inputMode="decimal"
            autocomplete="off"
            placeholder="₹"
            value={text}
            data-testid={`amount-${at + 1}`}
            onInput={(event) => {
              const value = event.currentTarget.value;
              setTyped(typed.map((one, n) => (n === at ? value : one)));
            }}
          />
        </label>
      ))}
      {typed.length < MOST_PARTS - 1 && (
        <Button kind="plain" onClick={() => setTyped([...typed, ""])}>
          <Icon name="plus" /> One more
        </Button>
      )}
      <p class="sum strong" role="status">
        <span>Left for one more</span>
        <Money paise={"rest" in read ? read.rest : bill.due_paise} />
      </p>
      {"wrong" in read && typed.some((one) => one.trim() !== "") && (
        <p class="wrong">{read.wrong}</p>
      )}
    </div>
  );
}
