import "./views.css";
import { DietMark, Empty } from "../../look";
import { lang } from "../../app/i18n";
import { allDay, type Count } from "../model/allday";
import { cards, feed } from "../state/store";
import { say } from "../words";
import { tell } from "./words";

/** How many portions of each dish are still to be cooked. */
export default function Counts() {
  const counts = allDay(cards.value);
  if (counts.length === 0) {
    return feed.trust.value === "fresh" ? <Empty icon="check" title={say("nothingWaits")} /> : null;
  }
  const portions = counts.reduce((sum, one) => sum + one.quantity, 0);
  return (
    <div class="d-all" data-testid="counts">
      <p class="d-sum">{tell("portions", portions, counts.length)}</p>
      <ul class="d-list">
        {counts.map((count) => (
          <Dish key={count.key} count={count} />
        ))}
      </ul>
    </div>
  );
}

function Dish({ count }: { count: Count }) {
  const name = lang.value === "hi" && count.name_local ? count.name_local : count.name;
  return (
    <li data-dish={count.key}>
      <strong class="num">{count.quantity}</strong>
      <div class="grow">
        <p class="d-name">
          <DietMark diet={count.diet} size="0.8em" /> {name}{" "}
          {count.variant_name && <em>{count.variant_name}</em>}
        </p>
        {count.ways.map((way) => (
          <p class="d-way" key={way.words}>
            <span class="num">{way.quantity} ×</span> {way.words}
          </p>
        ))}
        {count.started > 0 && <p class="d-started">{tell("inThePan", count.started)}</p>}
      </div>
    </li>
  );
}
