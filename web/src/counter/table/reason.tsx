import { useState } from "preact/hooks";
import { Button, Field, Sheet } from "../../look";

export const REJECT_REASONS = ["A dish is sold out", "The kitchen is closed", "Nobody sits there"];
export const CANCEL_REASONS = ["Guest changed their mind", "Entered by mistake", "Waited too long"];
export const DISCOUNT_REASONS = ["With our apologies", "Regular guest", "Staff meal", "Offer"];

export const RETURN_REASONS = ["Not what was ordered", "Not good", "Billed by mistake"];

export interface ReasonSheetProps {
  title: string;
  text?: string;
  yes: string;
  reasons: string[];
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** Asks once, with a reason: one tap for the usual ones. */
export function ReasonSheet({ title, text, yes, reasons, onReason, onClose }: ReasonSheetProps) {
  const [reason, setReason] = useState("");
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <Button
          kind="danger"
          size="big"
          wide
          disabled={!reason.trim()}
          testid="reason-confirm"
          onClick={() => {
            onReason(reason.trim());
            onClose();
          }}
        >
          {yes}
        </Button>
      }
    >
      <div class="stack">
        {text && <p>{text}</p>}
        <ReasonPicker reason={reason} reasons={reasons} onReason={setReason} />
      </div>
    </Sheet>
  );
}

export interface ReasonPickerProps {
  reason: string;
  reasons: string[];
  onReason: (reason: string) => void;
}

export function ReasonPicker({ reason, reasons, onReason }: ReasonPickerProps) {
  return (
    <>
      <div class="chips wrap">
        {reasons.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={reason === one ? "true" : "false"}
            onClick={() => onReason(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <Field
        label="Reason"
        value={reason}
        onInput={onReason}
        maxLength={120}
        placeholder="Why? Others will read it."
        testid="reason"
      />
    </>
  );
}
