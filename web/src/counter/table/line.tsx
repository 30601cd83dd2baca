import type { Order, OrderLine } from "../../api/schema";
import { DietMark, Icon, Money } from "../../look";
import { changeWords, unconfirmedOf } from "../model/delivery";
import { wanted } from "../model/courses";
import { isBeingServed, serve } from "../state/serving";
import { feed } from "../state/store";

export interface LineRowProps {
  order: Order;
  line: OrderLine;
  /** Opens what can be changed; absent when nothing can. */
  onChange: (() => void) | undefined;
}

/** One line of an order: how many, what, for whom, how far the kitchen is. */
export function LineRow({ order, line, onChange }: LineRowProps) {
  const extras = line.modifiers.map((one) => one.name).join(", ");
  const served = line.status === "SERVED" || isBeingServed(line.id);
  const changes = unconfirmedOf(feed.state.value?.delivery ?? null, line.id);
  const words = (
    <>
      <b class="num">{wanted(line) || line.quantity}</b>
      <span class="grow">
        <DietMark diet={line.diet} size="0.8rem" /> {line.name}{" "}
        {line.variant_name && <em>{line.variant_name}</em>}
        {line.seat !== null && <small class="seat-mark">seat {line.seat}</small>}
        {extras && <small class="soft">{extras}</small>}
        {line.special_instructions && <small class="note">{line.special_instructions}</small>}
        {line.voided_quantity > 0 && line.status !== "VOIDED" && (
          <small class="soft">{line.voided_quantity} called off</small>
        )}
        {changes.map((one) => (
          <small key={one.id} class="not-confirmed">
            <Icon name="clock" size="0.875rem" /> not confirmed by {one.station}:{" "}
            {changeWords(one, "")}
          </small>
        ))}
      </span>
      <Progress line={line} served={served} />
      <Money paise={line.total_paise - line.discount_paise} short />
    </>
  );
  const classes = `order-line ${line.status.toLowerCase()}`;
  return (
    <li class={classes} data-testid={`line-${line.name}`} data-status={line.status}>
      {onChange ? (
        <button type="button" class="line-open" onClick={onChange}>
          {words}
        </button>
      ) : (
        <div class="line-open">{words}</div>
      )}
      {line.status === "DONE" && !served && (
        <button
          type="button"
          class="line-serve"
          aria-label={`Serve ${line.name}`}
          data-testid={`serve-line-${line.name}`}
          onClick={() => serve(order, [line.id])}
        >
          <Icon name="check" />
        </button>
      )}
    </li>
  );
}

const FAR: Partial<Record<OrderLine["status"], string>> = {
  FIRED: "fired",
  COOKING: "cooking",
  VOIDED: "cancelled",
};

function Progress({ line, served }: { line: OrderLine; served: boolean }) {
  if (served) return <small class="soft">served</small>;
  if (line.status === "DONE") return <small class="line-done">ready</small>;
  const word = FAR[line.status];
  if (!word) return null;
  const left = line.stations.filter((one) => one.status !== "DONE");
  const where = line.stations.length > 1 && left.length > 0 ? ` at ${left[0]?.name}` : "";
  return (
    <small class="soft">
      {word}
      {line.status === "COOKING" && where}
    </small>
  );
}
