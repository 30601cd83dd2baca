import { useEffect, useRef } from "preact/hooks";
import type { Bill, BillPart, Table } from "../../api/schema";
import { Badge, Button, formatMoney, Icon, Money } from "../../look";
import { pieces } from "../model/share";
import { partName } from "../model/pay";
import { busy } from "../state/acts";
import { unshareBill } from "../state/bill";
import { go } from "../state/where";

/** Who shares the bill: what each owes and has paid. One tap takes somebody's money. */
export function Parts({ bill, table }: { bill: Bill; table: Table }) {
  const begun = bill.payments.some((one) => one.part_id !== null && one.state !== "REJECTED");
  const paid = bill.parts.filter((part) => part.state === "PAID").length;
  const top = useRef<HTMLElement>(null);
  // It stands above the lines: whoever has just shared the bill sees it.
  useEffect(() => top.current?.closest(".pane-body")?.scrollTo({ top: 0 }), []);
  return (
    <section ref={top} class="parts" aria-label="Who pays what">
      <div class="row apart">
        <h3>
          Shared by {bill.parts.length}
          {paid > 0 && <span class="soft small"> · {paid} paid</span>}
        </h3>
        {!begun && (
          <Button
            kind="plain"
            busy={busy.value.has(`share-${bill.id}`)}
            testid="unshare"
            onClick={() => void unshareBill(bill)}
          >
            One bill again
          </Button>
        )}
      </div>
      <ul>
        {bill.parts.map((part, at) => (
          <Part key={part.id} bill={bill} part={part} nth={at + 1} table={table} />
        ))}
      </ul>
    </section>
  );
}

interface PartProps {
  bill: Bill;
  part: BillPart;
  nth: number;
  table: Table;
}

function Part({ bill, part, nth, table }: PartProps) {
  const paid = part.state === "PAID";
  const some = part.paid_paise > 0 && !paid;
  const words = (
    <>
      <span class="grow">
        <strong>{partName(part.label)}</strong>
        {part.lines.length > 0 && <small class="soft part-lines">{linesOf(bill, part)}</small>}
        {some && (
          <small class="soft num">
            {formatMoney(part.paid_paise)} of {formatMoney(part.total_paise)} paid
          </small>
        )}
      </span>
      <Money paise={paid ? part.total_paise : part.due_paise} strong={!paid} />
      {paid ? (
        <Badge tone="good">
          <Icon name="check" size="0.875rem" /> paid
        </Badge>
      ) : (
        <Icon name="next" />
      )}
    </>
  );
  return (
    <li data-testid={`part-${nth}`} data-state={part.state}>
      {paid ? (
        <div class="part is-paid">{words}</div>
      ) : (
        <button
          type="button"
          class="part"
          onClick={() => go({ at: "pay", table: table.id, part: part.id })}
        >
          {words}
        </button>
      )}
    </li>
  );
}

function linesOf(bill: Bill, part: BillPart): string {
  return part.lines
    .flatMap(({ line_id, numerator, denominator }) => {
      const line = bill.lines.find((one) => one.line_id === line_id);
      if (!line) return [];
      const count = pieces(line.quantity, numerator, denominator);
      return [count === "1" ? line.name : `${count} ${line.name}`];
    })
    .join(", ");
}
