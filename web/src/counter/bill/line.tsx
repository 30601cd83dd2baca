import type { Bill, BillLine } from "../../api/schema";
import { Button, DietMark, formatMoney, Icon, Money } from "../../look";
import { busy } from "../state/acts";
import { dropExtra } from "../state/bill";

export interface LineProps {
  bill: Bill;
  line: BillLine;
  nth: number;
  /** Absent for who may give none. */
  onDiscount: (() => void) | undefined;
}

/** A line of the bill; what was not ordered but put on it can be taken off again. */
export function Line({ bill, line, nth, onDiscount }: LineProps) {
  const extras = line.modifiers.map((one) => one.name).join(", ");
  return (
    <li class="bill-line">
      <b class="num">{line.quantity}</b>
      <span class="grow">
        {line.diet && <DietMark diet={line.diet} size="0.8rem" />} {line.name}{" "}
        {line.variant_name && <em>{line.variant_name}</em>}
        {extras && <small class="soft">{extras}</small>}
        {line.discount_paise > 0 && (
          <small class="off num">
            {formatMoney(line.gross_paise)} less {formatMoney(line.discount_paise)}
          </small>
        )}
      </span>
      <Money paise={line.net_paise} />
      {onDiscount &&
        (line.order_id ? (
          <Button
            kind="plain"
            square
            label={`Discount on ${line.name}`}
            testid={`line-discount-${nth}`}
            busy={busy.value.has(`discount-${line.line_id}`)}
            onClick={onDiscount}
          >
            <span aria-hidden="true">%</span>
          </Button>
        ) : (
          <Button
            kind="plain"
            square
            label={`Take ${line.name} off the bill`}
            testid={`extra-off-${nth}`}
            busy={busy.value.has(`extra-${line.line_id}`)}
            onClick={() => void dropExtra(bill, line.line_id)}
          >
            <Icon name="bin" />
          </Button>
        ))}
    </li>
  );
}
