import type { Bill, BillPart, Payment, Refund } from "../../api/schema";
import { Button, Icon, Money, formatMoney } from "../../look";
import { openSheet } from "../state/nav";
import { say } from "../table-words";

/** The box calls nameless parts 1, 2, 3. */
export const partName = (label: string) => (/^\d+$/.test(label) ? say("part", label) : label);

/** Who shares the bill, what each owes, and what has come: as the counter sees it. */
export function Parts({ bill, canPay }: { bill: Bill; canPay: boolean }) {
  if (bill.parts.length === 0) return null;
  return (
    <section class="parts">
      <h2>{say("sharedBy", bill.parts.length)}</h2>
      <ul class="bill-paper">
        {bill.parts.map((part, at) => (
          <Part key={part.id} part={part} nth={at + 1} bill={bill} canPay={canPay} />
        ))}
      </ul>
    </section>
  );
}

interface PartProps {
  bill: Bill;
  part: BillPart;
  nth: number;
  canPay: boolean;
}

function Part({ bill, part, nth, canPay }: PartProps) {
  const paid = part.state === "PAID";
  const names = part.lines
    .map(({ line_id }) => bill.lines.find((line) => line.line_id === line_id)?.name)
    .filter(Boolean)
    .join(", ");
  return (
    <li class="part" data-testid={`part-${nth}`} data-state={part.state}>
      <div class="grow">
        <strong>{partName(part.label)}</strong>
        {names && <p class="small soft">{names}</p>}
      </div>
      <Money paise={paid ? part.total_paise : part.due_paise} />
      {paid ? (
        <span class="part-paid">
          <Icon name="check" size="1rem" /> {say("paidWord")}
        </span>
      ) : (
        canPay && (
          <Button
            testid={`pay-part-${nth}`}
            onClick={() => openSheet({ kind: "pay", part: part.id })}
          >
            {say("payShare")}
          </Button>
        )
      )}
    </li>
  );
}

const METHOD: Record<Payment["method"], "cashWord" | "upiWord" | "cardWord" | "onlineWord"> = {
  CASH: "cashWord",
  UPI: "upiWord",
  CARD: "cardWord",
  RAZORPAY: "onlineWord",
  STRIPE: "onlineWord",
};

/** What has come of it so far. */
export function Payments({ payments, refunds }: { payments: Payment[]; refunds: Refund[] }) {
  const real = payments.filter((one) => one.state !== "REJECTED");
  const back = refunds.filter((one) => one.state !== "DONE");
  if (real.length + back.length === 0) return null;
  return (
    <ul class="came">
      {real.map((one) => (
        <li key={one.id}>
          <span class="grow">
            {say(METHOD[one.method])}
            {one.state === "UNVERIFIED" && <small class="soft"> {say("beingChecked")}</small>}
            {one.tip_paise > 0 && (
              <small class="soft"> {say("withTip", formatMoney(one.tip_paise))}</small>
            )}
            {one.change_paise > 0 && (
              <small class="soft"> {say("change", formatMoney(one.change_paise))}</small>
            )}
          </span>
          <Money paise={one.amount_paise + one.tip_paise} />
        </li>
      ))}
      {back.map((one) => (
        <li key={one.id}>
          <span class="grow">{say("comesBack")}</span>
          <Money paise={one.amount_paise} />
        </li>
      ))}
    </ul>
  );
}
