import type { Order, OrderLine } from "../../api/schema";
import { Badge, DietMark } from "../../look";
import { detailsOf, lineName } from "../cart/cart-line";
import { lineState } from "../model/progress";
import { say } from "../table-words";

/** One line of an order, and what sets it apart from the rest of the order. */
export function LineRow({ order, line }: { order: Order; line: OrderLine }) {
  const state = lineState(order, line);
  const count = line.quantity - line.voided_quantity || line.quantity;
  return (
    <li class={state === "voided" ? "voided" : undefined}>
      <DietMark diet={line.diet} />
      <span class="num order-count">{count} ×</span>
      <span class="grow">
        {lineName(line)}
        {detailsOf(line) && <span class="soft small"> · {detailsOf(line)}</span>}
        {line.voided_quantity > 0 && state !== "voided" && (
          <span class="soft small"> · {say("calledOff", line.voided_quantity)}</span>
        )}
      </span>
      {state === "later" && <Badge>{say("comesLater")}</Badge>}
      {state === "ready" && <Badge tone="good">{say("ready")}</Badge>}
      {state === "served" && <Badge>{say("lineServed")}</Badge>}
    </li>
  );
}
