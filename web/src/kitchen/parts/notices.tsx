import { Button, Icon } from "../../look";
import { allowSound, muted, soundState } from "../../staff/sounds";
import { missed, missedSeen } from "../state/missed";
import { say } from "../words";

/** Browsers keep a page silent until somebody has touched it: that must be seen. */
export function SoundBar() {
  if (soundState.value !== "locked" || muted.value) return null;
  return (
    <button type="button" class="k-sound" data-testid="allow-sound" onClick={allowSound}>
      <Icon name="bell" size="1.75rem" /> {say("allowSound")}
    </button>
  );
}

/** What came while this screen did not hear the box. */
export function MissedBar() {
  const found = missed.value;
  if (!found) return null;
  const gone = found.total - found.waiting;
  return (
    <div class="k-missed" role="alert" data-testid="missed" data-count={found.total}>
      <Icon name="warn" size="2.25rem" />
      <p class="grow">
        <strong>{say("youMissed", found.total)}</strong>{" "}
        {found.waiting > 0 && say("missedWait", found.waiting)}{" "}
        {gone > 0 && say("missedGone", gone)}
      </p>
      <Button size="big" testid="missed-seen" onClick={missedSeen}>
        {say("gotIt")}
      </Button>
    </div>
  );
}
