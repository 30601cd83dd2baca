import { useEffect, useState } from "preact/hooks";
import type { UpiCode } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Bone, Button, ErrorState, Field, formatMoney, Loading, Sheet } from "../../look";
import { api, may, TILL } from "../../staff/session";
import { readUtr } from "../model/pay";
import { payUpi, sendingMoney } from "../state/paying";
import type { WayProps } from "./pay";

/** The code asks for money and proves nothing: what the guest's app shows is typed in here. */
export function Upi({ bill, given, wanted }: WayProps) {
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState(false);
  const sending = sendingMoney.value.has(bill.id);
  const utr = readUtr(typed);
  const till = may(...TILL);
  return (
    <>
      <div class="pane-body stack">
        <Code bill={bill} given={given} wanted={wanted} />
        {till && (
          <Field
            label="UTR, the 12 digits the guest’s app shows"
            value={typed}
            inputMode="numeric"
            maxLength={16}
            placeholder="4021 8877 1234"
            wrong={left && typed.trim() !== "" && !utr ? "A UTR has 12 digits." : undefined}
            hint="Booked as not verified, until a manager finds it in the bank’s list."
            testid="utr"
            onInput={(text) => {
              setTyped(text);
              setLeft(text.replace(/\D/g, "").length > 12 || /[^\d\s-]/.test(text));
            }}
          />
        )}
      </div>
      <div class="pane-foot">
        {till ? (
          <Button
            kind="primary"
            size="big"
            wide
            busy={sending}
            disabled={!utr}
            testid="upi-confirm"
            onClick={() => utr && payUpi(bill, given, utr)}
          >
            {sending ? (
              "Booking it. Kept until the box answers."
            ) : utr ? (
              <span>
                Book <span class="num">{formatMoney(wanted)}</span>, not verified
              </span>
            ) : (
              "Type the UTR"
            )}
          </Button>
        ) : (
          <p class="foot-says">The cashier books the payment.</p>
        )}
      </div>
    </>
  );
}

function Code({ bill, given, wanted }: WayProps) {
  const [code, setCode] = useState<UpiCode | ApiError | null>(null);
  const [large, setLarge] = useState(false);
  const { part, amount, tip } = given;
  function read() {
    setCode(null);
    const of = part ? `&part_id=${part}` : "";
    const path = `/api/bills/${bill.id}/upi?amount_paise=${amount}&tip_paise=${tip}${of}`;
    api.get<UpiCode>(path).then(setCode, (problem) => setCode(asApiError(problem)));
  }
  useEffect(read, [bill.id, part, amount, tip]);
  if (code === null) {
    return (
      <Loading>
        <Bone height="16rem" />
      </Loading>
    );
  }
  if (!("svg" in code)) {
    const unset = code.code === "upi_not_set_up";
    return (
      <ErrorState
        title={unset ? "No UPI address yet" : "The code could not be drawn"}
        {...(unset ? {} : { onRetry: read })}
      >
        {unset
          ? "The owner types it under Settings. What a guest paid elsewhere can be booked below."
          : code.message}
      </ErrorState>
    );
  }
  const words = `UPI code for ${formatMoney(wanted)}`;
  return (
    <div class="upi">
      <button
        type="button"
        class="upi-code"
        aria-label={`${words}: show it large`}
        data-testid="upi-code"
        data-uri={code.uri}
        // Drawn by the box itself from the address in it.
        dangerouslySetInnerHTML={{ __html: code.svg }}
        onClick={() => setLarge(true)}
      />
      <p class="soft small">The guest scans it with any UPI app. Tap it to show it large.</p>
      {large && (
        <Sheet title={`Scan to pay ${formatMoney(wanted)}`} onClose={() => setLarge(false)}>
          <div
            class="upi-large"
            role="img"
            aria-label={words}
            dangerouslySetInnerHTML={{ __html: code.svg }}
          />
        </Sheet>
      )}
    </div>
  );
}
