import { Button, Icon } from "../../look";
import { formatTime } from "../../app/i18n";
import { elapsed } from "../../staff/clock";
import { feed } from "../state/store";

/** Across the whole board: nobody may take an old board for a quiet evening. */
export function NotConnected() {
  const reading = feed.trust.value === "reading";
  const age = feed.ageMs.value;
  const since = new Date(Date.now() - age).toISOString();
  return (
    <div class="k-stale" role="alert" data-testid="not-connected">
      <Icon name="offline" size="3rem" />
      <div class="grow">
        {reading ? (
          <strong>READING THE BOARD AGAIN</strong>
        ) : (
          <strong>
            NOT CONNECTED since <span class="num">{elapsed(age)}</span>
          </strong>
        )}
        <p>
          {reading
            ? "The box is there; new orders may be missing for a moment."
            : `Last heard at ${formatTime(since)}. New orders do not show here: ask the counter.`}
        </p>
      </div>
      <Button size="big" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}

/** Always there: how old what you see is. */
export function Age() {
  const trust = feed.trust.value;
  const seconds = Math.floor(feed.ageMs.value / 1000);
  const words =
    trust === "fresh"
      ? seconds < 1
        ? "Live · now"
        : `Live · ${seconds} s`
      : trust === "loading"
        ? "Connecting"
        : trust === "reading"
          ? "Reading"
          : `Old · ${elapsed(feed.ageMs.value)}`;
  return (
    <span class={`k-age ${trust}`} data-testid="data-age">
      <i aria-hidden="true" />
      <span class="num">{words}</span>
    </span>
  );
}
