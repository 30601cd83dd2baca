import { useState } from "preact/hooks";
import type { Order } from "../../api/schema";
import { Button, toast } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { takeBack } from "../state/orders";
import { say } from "../table-words";
import { t } from "../words";

/** The order has not gone to the kitchen yet: how long it still can be taken back. */
export function Grace({ order, mine }: { order: Order; mine: boolean }) {
  const [busy, setBusy] = useState(false);
  const left = Math.max(0, Date.parse(order.accept_at ?? "") - now.value);
  async function undo() {
    setBusy(true);
    const done = await takeBack(order);
    setBusy(false);
    if (done === "yes") toast(say("takenBack"));
    else toast(done === "late" ? say("tooLate") : t("tryAgain"), { bad: true });
  }
  return (
    <div class="grace">
      <p class="grow num" role="timer">
        <strong>{say("goesIn", elapsed(left))}</strong>
      </p>
      {mine && (
        <Button busy={busy} onClick={() => void undo()}>
          {say("takeBack")}
        </Button>
      )}
    </div>
  );
}
