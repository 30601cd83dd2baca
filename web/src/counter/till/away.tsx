import { formatTime } from "../../app/i18n";
import { Button, Money } from "../../look";
import { now } from "../../staff/clock";
import { MANAGERS, may } from "../../staff/session";
import { judgedAway } from "../model/refund";
import { busy } from "../state/acts";
import { verify } from "../state/bill";
import { feed } from "../state/store";

/** A payment's day is mostly closed by then, and nothing of it can be taken back. */
const LATELY_MS = 36 * 3_600_000;

/** Transfers somebody said had not come: on the same day a manager can take that back. */
export function SaidAway() {
  if (!may(...MANAGERS)) return null;
  const away = judgedAway(feed.state.value?.bills ?? [], now.peek() - LATELY_MS);
  if (away.length === 0) return null;
  return (
    <section class="payments" data-testid="said-away">
      <h3>Said not to have come</h3>
      <p class="soft small">
        Was one there after all? Until the end of the day on which that was said it can be taken
        back.
      </p>
      <ul>
        {away.map(({ payment, bill }) => (
          <li key={payment.id} class="payment rejected">
            <span class="grow">
              <strong class="num">UTR {payment.reference}</strong>
              <small class="soft num">
                {[`Table ${bill.table_name}`, formatTime(payment.at), payment.by].join(" · ")}
              </small>
            </span>
            <Money paise={payment.amount_paise + payment.tip_paise} />
            <Button
              busy={busy.value.has(`verify-${payment.id}`)}
              testid={`came-after-all-${payment.reference}`}
              onClick={() => void verify(payment, true)}
            >
              It came
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
