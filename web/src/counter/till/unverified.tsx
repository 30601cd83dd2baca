import type { Payment } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, Money } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { busy } from "../state/acts";
import { verify } from "../state/bill";
import { tableWords } from "./words";

/** Transfers somebody typed the UTR of: a manager looks them up in the bank's list. */
export function Unverified({ payments }: { payments: Payment[] }) {
  const manager = may(...MANAGERS);
  if (payments.length === 0) return null;
  const sum = payments.reduce((all, one) => all + one.amount_paise + one.tip_paise, 0);
  return (
    <section class="payments" data-testid="unverified">
      <div class="row apart">
        <h3>Not verified</h3>
        <Money paise={sum} strong />
      </div>
      <p class="soft small">
        {manager
          ? "Is it in the bank’s list? “Not there” makes it due again."
          : "A manager looks these up in the bank’s list."}
      </p>
      <ul>
        {payments.map((one) => (
          <li key={one.id} class="payment wraps">
            <span class="grow">
              <strong class="num">UTR {one.reference}</strong>
              <small class="soft num">
                {[tableWords(one.bill_id), formatTime(one.at), one.by].filter(Boolean).join(" · ")}
              </small>
            </span>
            <Money paise={one.amount_paise + one.tip_paise} />
            {manager && (
              <span class="row yes-no">
                <Button
                  kind="danger"
                  busy={busy.value.has(`verify-${one.id}`)}
                  testid={`not-there-${one.reference}`}
                  onClick={() => void verify(one, false)}
                >
                  Not there
                </Button>
                <Button
                  kind="primary"
                  busy={busy.value.has(`verify-${one.id}`)}
                  testid={`it-came-${one.reference}`}
                  onClick={() => void verify(one, true)}
                >
                  It came
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
