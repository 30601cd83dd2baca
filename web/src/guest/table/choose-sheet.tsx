import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Bill, BillPart, Claims } from "../../api/schema";
import { Button, Field, formatMoney, Money, parseMoney, Sheet, Stepper } from "../../look";
import { choiceOf, costOf, type How, offeredFirst } from "../model/claims";
import { choose, choosing, notice } from "../state/claims";
import { closeSheet } from "../state/nav";
import { sitting } from "../state/seat";
import { say } from "../table-words";
import { names } from "../words";
import { Others } from "./others";
import { partName } from "./parts-list";
import { Pick } from "./pick";

/** What somebody pays of the bill. Nothing is held before the button is pressed. */
export function ChooseSheet({ bill, claims }: { bill: Bill; claims: Claims }) {
  return bill.parts.length > 0 ? (
    <ByPart bill={bill} claims={claims} />
  ) : (
    <Freely bill={bill} claims={claims} />
  );
}

const MOST_SHARES = 99;

function Freely({ bill, claims }: { bill: Bill; claims: Claims }) {
  const [how, setHow] = useState<How>(() => offeredFirst(claims));
  const [of, setOf] = useState(() => Math.max(2, sitting.value?.guests.length ?? 0));
  const [typed, setTyped] = useState("");
  const free = claims.free_paise;
  const cost = costOf(how, bill, claims, of, parseMoney(typed));
  const share = costOf("EQUAL", bill, claims, of, null) ?? 0;
  const wrong = how === "AMOUNT" && typed.trim() !== "" && cost === null;
  const pick = { now: how, onPick: setHow };
  return (
    <Choosing
      claims={claims}
      amount={free > 0 ? cost : null}
      onChoose={(amount) => void choose(bill.id, choiceOf(how, of, amount))}
    >
      <Pick
        {...pick}
        how="MINE"
        paise={claims.mine_paise}
        disabled={claims.mine_paise === 0}
        word={say("myDishes")}
        about={claims.mine_paise === 0 ? say("mineIsPaid") : dishesOf(bill, claims.mine)}
      />
      <Pick {...pick} how="EQUAL" paise={share} word={say("equalShare")} about={say("oneOf", of)}>
        <Stepper what={say("people")} value={of} min={2} max={MOST_SHARES} onChange={setOf} />
      </Pick>
      <Pick {...pick} how="AMOUNT" word={say("otherAmount")}>
        <Field
          label={say("otherAmount")}
          hideLabel
          value={typed}
          inputMode="decimal"
          placeholder="₹"
          testid="choose-amount"
          hint={say("amountUpTo", formatMoney(free))}
          wrong={wrong ? say("amountUpTo", formatMoney(free)) : undefined}
          onInput={setTyped}
        />
      </Pick>
      <Pick
        {...pick}
        how="ALL"
        paise={free}
        word={free < bill.quote.total_paise ? say("allLeft") : say("allOfIt")}
      />
    </Choosing>
  );
}

/** Staff has shared the bill out: one of its parts. */
function ByPart({ bill, claims }: { bill: Bill; claims: Claims }) {
  const held = new Set(claims.items.map((one) => one.part_id));
  const open = bill.parts.filter((part) => part.due_paise > 0 && !held.has(part.id));
  const [chosen, setChosen] = useState(open[0]?.id ?? "");
  const part = open.find((one) => one.id === chosen);
  return (
    <Choosing
      claims={claims}
      amount={part?.due_paise ?? null}
      onChoose={() => void choose(bill.id, { how: "PART", part_id: chosen })}
    >
      {open.map((one) => (
        <Pick
          key={one.id}
          how={one.id}
          now={chosen}
          onPick={setChosen}
          paise={one.due_paise}
          word={partName(one.label)}
          about={dishesOf(bill, linesOf(one))}
        />
      ))}
    </Choosing>
  );
}

interface ChoosingProps {
  claims: Claims;
  /** Null while nothing that can be paid is chosen. */
  amount: number | null;
  onChoose: (amount: number) => void;
  children: ComponentChildren;
}

function Choosing({ claims, amount, onChoose, children }: ChoosingProps) {
  return (
    <Sheet
      title={say("whatToPay")}
      onClose={closeSheet}
      foot={
        <Button
          kind="primary"
          size="big"
          wide
          busy={choosing.value}
          disabled={amount === null}
          testid="choose-confirm"
          onClick={() => amount !== null && onChoose(amount)}
        >
          {amount === null ? say("whatToPay") : say("payThis", formatMoney(amount))}
        </Button>
      }
    >
      <div class="stack tight">
        {notice.value && (
          <p class="pay-notice" role="alert" data-testid="pay-notice">
            {notice.value}
          </p>
        )}
        <p class="row apart">
          <span>{say("toPay")}</span>
          <Money paise={claims.due_paise} strong />
        </p>
        <Others />
        {claims.free_paise > 0 ? (
          <div class="pay-picks" role="radiogroup" aria-label={say("whatToPay")}>
            {children}
          </div>
        ) : (
          !notice.value && <p class="pay-notice">{say("allHeld")}</p>
        )}
      </div>
    </Sheet>
  );
}

const linesOf = (part: BillPart) => part.lines.map((one) => one.line_id);

function dishesOf(bill: Bill, lines: string[]): string {
  return bill.lines
    .filter((line) => lines.includes(line.line_id))
    .map((line) => names(line).first)
    .join(", ");
}
