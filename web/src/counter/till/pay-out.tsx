import { useState } from "preact/hooks";
import type { Refund } from "../../api/schema";
import { Button, Field, formatMoney, Sheet } from "../../look";
import { METHODS, readSlip } from "../model/pay";
import { payOut } from "../state/paying";

/** Cash out of the drawer, or a transfer made elsewhere whose number is written down. */
export function PayOut({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const read = readSlip(typed);
  // Money that came in cash or through a company leaves in cash, or through that company.
  const byHand = refund.method === "UPI" || refund.method === "CARD";
  const sum = <span class="num">{formatMoney(refund.amount_paise)}</span>;
  function pay(reference: string | null) {
    payOut(refund, reference);
    onClose();
  }
  return (
    <Sheet title={`Pay back ${formatMoney(refund.amount_paise)}`} onClose={onClose}>
      <div class="stack">
        <p>
          It was paid by {METHODS[refund.method]}
          {refund.payment_reference && (
            <>
              {" "}
              with the number <b class="num">{refund.payment_reference}</b>
            </>
          )}
          .
        </p>
        <Button kind="primary" size="big" wide testid="pay-out-cash" onClick={() => pay(null)}>
          <span>Hand over {sum} in cash</span>
        </Button>
        {byHand && (
          <>
            <hr class="hairline" />
            <Field
              label="Or the number of a transfer or of the terminal’s slip"
              value={typed}
              maxLength={40}
              wrong={"wrong" in read && typed.trim().length >= 4 ? read.wrong : undefined}
              testid="pay-out-reference"
              onInput={setTyped}
            />
            <Button
              size="big"
              wide
              disabled={"wrong" in read}
              testid="pay-out-transfer"
              onClick={() => "reference" in read && pay(read.reference)}
            >
              <span>{sum} went back that way</span>
            </Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
