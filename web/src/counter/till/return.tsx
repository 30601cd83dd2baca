import { useState } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { Button, Sheet, Stepper } from "../../look";
import { leftToReturn } from "../model/pay";
import { takeLinesBack } from "../state/paying";
import { ReasonPicker, RETURN_REASONS } from "../table/reason";

/** What of a paid bill goes back: a credit note is issued, and what was paid for it is owed. */
export function ReturnSheet({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const [back, setBack] = useState<ReadonlyMap<string, number>>(new Map());
  const [reason, setReason] = useState("");
  const left = leftToReturn(bill);
  const lines = bill.lines.filter((line) => (left.get(line.line_id) ?? 0) > 0);
  const count = [...back.values()].reduce((sum, one) => sum + one, 0);
  const lacks = count === 0 ? "What was brought back?" : reason.trim() ? "" : "Why?";
  function set(lineId: string, quantity: number) {
    const next = new Map(back);
    if (quantity > 0) next.set(lineId, quantity);
    else next.delete(lineId);
    setBack(next);
  }
  return (
    <Sheet
      title="Brought back"
      onClose={onClose}
      foot={
        <Button
          kind="danger"
          size="big"
          wide
          disabled={lacks !== ""}
          testid="return-confirm"
          onClick={() => {
            takeLinesBack(bill, back, reason.trim());
            onClose();
          }}
        >
          {lacks || "Issue the credit note"}
        </Button>
      }
    >
      <div class="stack">
        <ul>
          {lines.map((line) => (
            <li key={line.line_id} class="row apart return-line">
              <span class="grow">
                {line.name} {line.variant_name && <em>{line.variant_name}</em>}
                <small class="soft num block">{left.get(line.line_id)} paid for</small>
              </span>
              <span data-testid={`return-${line.name}`}>
                <Stepper
                  what={line.name}
                  min={0}
                  max={left.get(line.line_id) ?? 0}
                  value={back.get(line.line_id) ?? 0}
                  onChange={(quantity) => set(line.line_id, quantity)}
                />
              </span>
            </li>
          ))}
        </ul>
        <ReasonPicker reason={reason} reasons={RETURN_REASONS} onReason={setReason} />
        <p class="soft small">
          A credit note cannot be undone. The money is then listed under “To be paid back”.
        </p>
      </div>
    </Sheet>
  );
}
