import "./views.css";
import { Icon } from "../../look";
import { numbers } from "../model/expo";
import { feed } from "../state/store";
import { tell } from "./words";

const MOST = 24;

/** For the guests, on a TV: which orders cook, and which can be fetched. */
export default function Numbers() {
  const orders = feed.state.value?.orders;
  if (!orders) return null;
  const { preparing, ready } = numbers(orders);
  return (
    <div class="n-board" data-testid="numbers">
      <Column title={tell("preparing")} numbers={preparing} kind="preparing" />
      <Column title={tell("readyNow")} numbers={ready} kind="ready" />
    </div>
  );
}

function Column({ title, numbers, kind }: { title: string; numbers: number[]; kind: string }) {
  const more = numbers.length - MOST;
  return (
    <section class={`n-column ${kind}`} data-testid={`numbers-${kind}`}>
      <h2>
        {kind === "ready" && <Icon name="check" size="1em" />} {title}
      </h2>
      <ul class={numbers.length > 8 ? "many" : ""} aria-live="polite">
        {numbers.slice(0, MOST).map((number) => (
          <li class="num" key={number}>
            {number}
          </li>
        ))}
        {more > 0 && <li class="n-more">{tell("andMore", more)}</li>}
      </ul>
    </section>
  );
}
