import { useState } from "preact/hooks";
import { Button, Field, formatMoney, Sheet } from "../../look";
import { readDiscount } from "../model/taxes";
import type { DiscountAsked } from "../state/acts";
import { DISCOUNT_REASONS, ReasonPicker } from "../table/reason";

const USUAL = ["5", "10", "15", "20", "50", "100"];

export interface DiscountSheetProps {
  title: string;
  /** What it is taken from. */
  of: number;
  given: boolean;
  onGive: (discount: DiscountAsked) => Promise<boolean>;
  onClose: () => void;
}

export function DiscountSheet({ title, of, given, onGive, onClose }: DiscountSheetProps) {
  const [kind, setKind] = useState<"percent" | "amount">("percent");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [working, setWorking] = useState(false);
  const read = readDiscount(kind, typed, of);
  const lacks = typeof read === "string" ? read : reason.trim() ? "" : "Why?";

  async function give(discount: DiscountAsked) {
    setWorking(true);
    const done = await onGive(discount);
    setWorking(false);
    if (done) onClose();
  }

  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <div class="row">
          {given && (
            <Button
              kind="danger"
              size="big"
              busy={working}
              testid="discount-clear"
              onClick={() => void give({ percent_bps: 0, reason: "Taken back" })}
            >
              Remove
            </Button>
          )}
          <Button
            kind="primary"
            size="big"
            class="grow"
            busy={working}
            disabled={lacks !== ""}
            testid="discount-confirm"
            onClick={() => {
              if (typeof read !== "string") void give({ ...read, reason: reason.trim() });
            }}
          >
            {lacks || `Take off ${formatMoney(amountOf(read, of))}`}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <div class="chips wrap">
          {USUAL.map((percent) => (
            <button
              key={percent}
              type="button"
              class="chip num"
              aria-pressed={kind === "percent" && typed === percent ? "true" : "false"}
              data-testid={`percent-${percent}`}
              onClick={() => {
                setKind("percent");
                setTyped(percent);
              }}
            >
              {percent === "100" ? "Free" : `${percent} %`}
            </button>
          ))}
        </div>
        <div class="row discount-typed">
          <Field
            label={kind === "percent" ? "Percent" : "Rupees"}
            value={typed}
            inputMode="decimal"
            onInput={setTyped}
            hint={`of ${formatMoney(of)}`}
            testid="discount-amount"
          />
          <Button
            testid="discount-kind"
            onClick={() => {
              setKind(kind === "percent" ? "amount" : "percent");
              setTyped("");
            }}
          >
            {kind === "percent" ? "Rupees instead" : "Percent instead"}
          </Button>
        </div>
        <ReasonPicker reason={reason} reasons={DISCOUNT_REASONS} onReason={setReason} />
      </div>
    </Sheet>
  );
}

/** Only shown: the box computes the discount that counts. */
function amountOf(read: ReturnType<typeof readDiscount>, of: number): number {
  if (typeof read === "string") return 0;
  if ("amount_paise" in read) return read.amount_paise;
  return Math.round((of * read.percent_bps) / 10_000);
}
