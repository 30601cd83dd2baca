import { useState } from "preact/hooks";
import type { Drawer } from "../../api/schema";
import { Button, Field, formatMoney, parseMoney, Sheet } from "../../look";
import { moveCash, openDrawer } from "../state/drawer";
import { ReasonPicker } from "../table/reason";

/** What is in it to give change. */
export function FloatSheet({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const float = typed.trim() === "" ? 0 : parseMoney(typed);
  return (
    <Sheet
      title="Open a drawer"
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          size="big"
          wide
          disabled={float === null}
          testid="float-confirm"
          onClick={() => {
            openDrawer(float ?? 0);
            onClose();
          }}
        >
          <span>
            Open it with <span class="num">{formatMoney(float ?? 0)}</span>
          </span>
        </Button>
      }
    >
      <Field
        label="Float"
        value={typed}
        inputMode="decimal"
        placeholder="₹0"
        wrong={float === null ? "That is no amount" : undefined}
        hint="Count what is in it to give change."
        autofocus
        testid="float"
        onInput={setTyped}
      />
    </Sheet>
  );
}

const REASONS = {
  IN: ["More change", "From the safe"],
  OUT: ["To the safe", "Vegetables", "Gas", "Milk", "Staff advance"],
};

export interface MoveSheetProps {
  drawer: Drawer;
  kind: "IN" | "OUT";
  onClose: () => void;
}

/** Cash that is no payment, with its reason. */
export function MoveSheet({ drawer, kind, onClose }: MoveSheetProps) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const amount = parseMoney(typed);
  const lacks = !amount ? "How much?" : reason.trim() ? "" : "What for?";
  return (
    <Sheet
      title={kind === "IN" ? "Cash into the drawer" : "Cash out of the drawer"}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          size="big"
          wide
          disabled={lacks !== ""}
          testid="move-confirm"
          onClick={() => {
            moveCash(drawer, kind, amount ?? 0, reason.trim());
            onClose();
          }}
        >
          {lacks || (
            <span>
              {kind === "IN" ? "Put in" : "Take out"}{" "}
              <span class="num">{formatMoney(amount ?? 0)}</span>
            </span>
          )}
        </Button>
      }
    >
      <div class="stack">
        <Field
          label="Amount"
          value={typed}
          inputMode="decimal"
          placeholder="₹"
          autofocus
          testid="move-amount"
          onInput={setTyped}
        />
        <ReasonPicker reason={reason} reasons={REASONS[kind]} onReason={setReason} />
      </div>
    </Sheet>
  );
}
