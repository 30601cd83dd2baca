import { Button, Icon } from "../../look";
import { formatTime } from "../../app/i18n";
import { elapsed } from "../../staff/clock";
import { SILENT_MS } from "../../staff/feed";
import { feed } from "../state/store";

/** Not heard, or heard but the board cannot be read. A quick reading again is neither. */
export function isStale(): boolean {
  const trust = feed.trust.value;
  return trust === "silent" || (trust === "reading" && feed.problem.value !== "");
}

/** Across the whole board: nobody may take an old board for a quiet evening. */
export function NotConnected() {
  const age = feed.ageMs.value;
  const reading = age < SILENT_MS;
  const since = new Date(Date.now() - age).toISOString();
  return (
    <div class="k-stale" role="alert" data-testid="not-connected">
      <Icon name="offline" size="3rem" />
      <div class="grow">
        {reading ? (
          <strong>THE BOARD CANNOT BE READ</strong>
        ) : (
          <strong>
            NOT CONNECTED since <span class="num">{elapsed(age)}</span>
          </strong>
        )}
        <p>
          {reading
            ? `The box is there, but says: ${feed.problem.value} New orders may be missing.`
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
