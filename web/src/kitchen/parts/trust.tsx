import { formatTime } from "../../app/i18n";
import { Button, Icon } from "../../look";
import { elapsed } from "../../staff/clock";
import { SILENT_MS } from "../../staff/feed";
import { feed } from "../state/store";
import { say } from "../words";

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
        <strong>
          {say(reading ? "notRead" : "notConnected")}{" "}
          {!reading && <span class="num">{elapsed(age)}</span>}
        </strong>
        <p>{reading ? say("heardBut", feed.problem.value) : say("lastHeard", formatTime(since))}</p>
      </div>
      <Button size="big" onClick={() => location.reload()}>
        {say("reload")}
      </Button>
    </div>
  );
}

/** Always there: whether the box is heard, and how old what you see is. */
export function Age() {
  const trust = feed.trust.value;
  const words =
    trust === "fresh"
      ? say("live", Math.floor(feed.ageMs.value / 1000))
      : trust === "loading"
        ? say("connecting")
        : trust === "reading"
          ? say("reading")
          : say("old", elapsed(feed.ageMs.value));
  return (
    <span class={`k-age ${trust}`} data-testid="data-age">
      <i aria-hidden="true" />
      <span class="num">{words}</span>
    </span>
  );
}
