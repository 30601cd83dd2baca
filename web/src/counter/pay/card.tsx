import { useState } from "preact/hooks";
import { Button, Field, formatMoney, Icon } from "../../look";
import { readSlip } from "../model/pay";
import { payCard, sendingMoney } from "../state/paying";
import type { WayProps } from "./pay";

/** A terminal of its own takes the card; here only its slip's number is kept. */
export function Card({ bill, given, wanted }: WayProps) {
  const [typed, setTyped] = useState("");
  const sending = sendingMoney.value.has(bill.id);
  const read = readSlip(typed);
  const wrong = "wrong" in read && typed.trim().length >= 4 ? read.wrong : undefined;
  return (
    <>
      <div class="pane-body stack">
        <ol class="steps">
          <li>
            Type <b class="num">{formatMoney(wanted)}</b> into the card terminal.
          </li>
          <li>When its slip says “approved”, type the slip’s number here.</li>
        </ol>
        <Field
          label="Number on the slip"
          value={typed}
          maxLength={40}
          placeholder="RRN or approval code"
          wrong={wrong}
          hint="Never the number of the card."
          testid="slip"
          onInput={setTyped}
        />
      </div>
      <div class="pane-foot">
        <Button
          kind="primary"
          size="big"
          wide
          busy={sending}
          disabled={"wrong" in read}
          testid="card-confirm"
          onClick={() => "reference" in read && payCard(bill, given, read.reference)}
        >
          {sending ? (
            "Booking it. Kept until the box answers."
          ) : "reference" in read ? (
            <span>
              <Icon name="check" /> Approved: <span class="num">{formatMoney(wanted)}</span>
            </span>
          ) : (
            "Type the slip’s number"
          )}
        </Button>
      </div>
    </>
  );
}
