import { useEffect, useState } from "preact/hooks";
import type { Bill, Claim, UpiCode } from "../../api/schema";
import {
  Bone,
  Button,
  confirm,
  Field,
  formatMoney,
  Icon,
  Loading,
  parseMoney,
  Sheet,
} from "../../look";
import { elapsed, now } from "../../staff/clock";
import { callStaff } from "../state/calls";
import { choosing, giveUp } from "../state/claims";
import { closeSheet } from "../state/nav";
import { cardsToo, leaving, online, payOnline, upiOpen } from "../state/pay";
import { api, me, sitting } from "../state/seat";
import { say } from "../table-words";
import { t } from "../words";
import { partName } from "./parts-list";

/** How what is held is paid, for as long as it is held. */
export function PayClaim({ bill, claim }: { bill: Bill; claim: Claim }) {
  const [typed, setTyped] = useState("");
  const [tipping, setTipping] = useState(false);
  const tip = typed.trim() === "" ? 0 : parseMoney(typed);
  const part = bill.parts.find((one) => one.id === claim.part_id);
  return (
    <Sheet
      title={part ? say("payPart", partName(part.label)) : say("payFromPhone")}
      onClose={closeSheet}
    >
      <div class="stack">
        <div class="stack tight">
          <p class="pay-due" data-testid="guest-due">
            {formatMoney(claim.amount_paise + (tip ?? 0))}
          </p>
          <Kept claim={claim} />
        </div>
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
        {upiOpen() && tip !== null && <ByUpi claim={claim} tip={tip} />}
        <Online claim={claim} tip={tip} />
        <ByCash bill={bill} claim={claim} />
        <Button
          kind="plain"
          wide
          busy={choosing.value}
          testid="give-up"
          onClick={() => void letGo(claim)}
        >
          {say("chooseElse")}
        </Button>
      </div>
    </Sheet>
  );
}

/** Money may be on its way: then it is asked first. */
async function letGo(claim: Claim): Promise<void> {
  const sure =
    !claim.is_paying ||
    (await confirm({
      title: say("giveUpAsk"),
      text: say("giveUpText"),
      yes: say("giveUpYes"),
      no: say("giveUpNo"),
    }));
  if (sure) await giveUp(claim);
}

function Kept({ claim }: { claim: Claim }) {
  const left = Date.parse(claim.held_until) - now.value;
  return (
    <div class="small centred">
      <p class="kept num" role="timer" data-testid="kept-for">
        <Icon name="clock" size="0.875rem" /> {say("keptFor", elapsed(left))}
      </p>
      <p class="soft">{claim.is_paying ? say("atGateway") : say("keptText")}</p>
    </div>
  );
}

function Online({ claim, tip }: { claim: Claim; tip: number | null }) {
  const gateway = online();
  if (gateway === null) return null;
  if (gateway === "resting") return <p class="soft small">{say("onlineResting")}</p>;
  const shared = { wide: true, busy: leaving.value, disabled: tip === null };
  return (
    <div class="stack tight">
      <Button
        {...shared}
        size="big"
        kind={upiOpen() ? "normal" : "primary"}
        testid="pay-online"
        onClick={() => void payOnline(claim, gateway, tip ?? 0)}
      >
        {say("payOnline")}
      </Button>
      {cardsToo() && (
        <Button
          {...shared}
          testid="pay-card-online"
          onClick={() => void payOnline(claim, "STRIPE", tip ?? 0)}
        >
          {say("payStripe")}
        </Button>
      )}
      <p class="soft small centred">{say("payOnlineText")}</p>
    </div>
  );
}

/** The staff are told, and see at the counter who pays how much. */
function ByCash({ bill, claim }: { bill: Bill; claim: Claim }) {
  const [said, setSaid] = useState(false);
  if (!said) {
    return (
      <Button
        size="big"
        wide
        testid="pay-cash"
        onClick={() => {
          setSaid(true);
          void callStaff("BILL");
        }}
      >
        {say("payCash")}
      </Button>
    );
  }
  const table = sitting.value?.table_name ?? bill.table_name;
  return (
    <div class="show-staff" role="status" data-testid="say-cash">
      <p>{say("sayThis")}</p>
      <p class="say-cash">
        {[t("table", table), me().name, formatMoney(claim.amount_paise)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p class="small">{say("orWeCome")}</p>
    </div>
  );
}

function ByUpi({ claim, tip }: { claim: Claim; tip: number }) {
  const [code, setCode] = useState<UpiCode | "failed" | null>(null);
  function read() {
    setCode(null);
    const of = `claim_id=${claim.id}&tip_paise=${tip}`;
    api
      .get<UpiCode>(`/api/bills/${claim.bill_id}/upi?${of}`)
      .then(setCode, () => setCode("failed"));
  }
  useEffect(read, [claim.id, tip]);
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
