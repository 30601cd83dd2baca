import { useEffect, useState } from "preact/hooks";
import type { Bill, UpiCode } from "../../api/schema";
import { Bone, Button, Field, formatMoney, Loading, parseMoney, Sheet } from "../../look";
import { closeSheet } from "../state/nav";
import { bill } from "../state/orders";
import { cardsToo, leaving, online, payOnline, upiOpen } from "../state/pay";
import { api } from "../state/seat";
import { say } from "../table-words";
import { partName } from "./parts-list";

/** From the phone: one's own part, or all of it. The box alone says what is paid. */
export function PaySheet({ part }: { part: string | undefined }) {
  const now = bill.value;
  const mine = now?.parts.find((one) => one.id === part);
  const due = part === undefined ? (now?.due_paise ?? 0) : (mine?.due_paise ?? 0);
  const title = mine ? say("payPart", partName(mine.label)) : say("payFromPhone");
  return (
    <Sheet title={title} onClose={closeSheet}>
      {!now || due === 0 ? (
        <p>{say("nothingDue")}</p>
      ) : (
        <Pay key={due} bill={now} part={part} due={due} />
      )}
    </Sheet>
  );
}

function Pay({ bill: now, part, due }: { bill: Bill; part: string | undefined; due: number }) {
  const [typed, setTyped] = useState("");
  const [tipping, setTipping] = useState(false);
  const tip = typed.trim() === "" ? 0 : parseMoney(typed);
  const gateway = online();
  return (
    <div class="stack">
      <p class="pay-due" data-testid="guest-due">
        {formatMoney(due + (tip ?? 0))}
      </p>
      {tipping ? (
        <Field
          label={say("tipLabel")}
          value={typed}
          inputMode="decimal"
          placeholder="₹"
          wrong={tip === null ? say("noAmount") : undefined}
          onInput={setTyped}
        />
      ) : (
        <Button kind="plain" onClick={() => setTipping(true)}>
          {say("addTip")}
        </Button>
      )}
      {upiOpen() && tip !== null && <ByUpi bill={now} part={part} tip={tip} />}
      {(gateway === "RAZORPAY" || gateway === "STRIPE") && (
        <div class="stack tight">
          <Button
            size="big"
            wide
            kind={upiOpen() ? "normal" : "primary"}
            busy={leaving.value}
            disabled={tip === null}
            testid="pay-online"
            onClick={() => void payOnline(now, gateway, part, tip ?? 0)}
          >
            {say("payOnline")}
          </Button>
          {cardsToo() && (
            <Button
              wide
              busy={leaving.value}
              disabled={tip === null}
              testid="pay-card-online"
              onClick={() => void payOnline(now, "STRIPE", part, tip ?? 0)}
            >
              {say("payStripe")}
            </Button>
          )}
          <p class="soft small centred">{say("payOnlineText")}</p>
        </div>
      )}
      {gateway === "resting" && <p class="soft small">{say("onlineResting")}</p>}
    </div>
  );
}

function ByUpi({ bill: now, part, tip }: { bill: Bill; part: string | undefined; tip: number }) {
  const [code, setCode] = useState<UpiCode | "failed" | null>(null);
  function read() {
    setCode(null);
    const of = part ? `&part_id=${part}` : "";
    api
      .get<UpiCode>(`/api/bills/${now.id}/upi?tip_paise=${tip}${of}`)
      .then(setCode, () => setCode("failed"));
  }
  useEffect(read, [now.id, part, tip]);
  if (code === null) {
    return (
      <Loading>
        <Bone height="14rem" />
      </Loading>
    );
  }
  if (code === "failed") return <Button onClick={read}>{say("codeAgain")}</Button>;
  return (
    <div class="stack tight by-upi">
      <a class="btn primary big wide" href={code.uri} data-testid="upi-link">
        {say("openUpi")}
      </a>
      <p class="soft small centred">{say("orScan")}</p>
      <div
        class="upi-code"
        role="img"
        aria-label={say("upiCode", formatMoney(code.amount_paise))}
        // Drawn by the box itself from the address in it.
        dangerouslySetInnerHTML={{ __html: code.svg }}
      />
      <p class="show-staff">
        <strong>{say("showStaff")}</strong> {say("showStaffText")}
      </p>
    </div>
  );
}
