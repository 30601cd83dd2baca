import { formatMoney, Icon } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { othersClaims } from "../state/claims";
import { say } from "../table-words";

/** What others pay just now, and how long it is kept for them. */
export function Others() {
  if (othersClaims.value.length === 0) return null;
  return (
    <ul class="others" data-testid="others">
      {othersClaims.value.map((one) => (
        <li key={one.id}>
          <span class="grow">{say("someonePays", one.who || say("someone"))}</span>
          <span class="num soft small">
            <Icon name="clock" size="0.875rem" /> {elapsed(Date.parse(one.held_until) - now.value)}
          </span>
          <strong class="num">{formatMoney(one.amount_paise)}</strong>
        </li>
      ))}
    </ul>
  );
}
