import { useState } from "preact/hooks";
import type { Order, Sitting, Table } from "../../api/schema";
import { Button, Sheet, Stepper, toast } from "../../look";
import { wanted } from "../model/courses";
import { splitOf } from "../model/split";
import { isRefused } from "../model/state";
import { busy } from "../state/acts";
import { split } from "../state/moves";
import { ordersOf } from "../state/store";
import { go } from "../state/where";
import { TableKeys } from "./choose-table";

/** Part of the party goes to a free table, with what it ordered. Nothing is fired again. */
export function SplitSheet(props: { table: Table; sitting: Sitting; onClose: () => void }) {
  const { table, sitting, onClose } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState<Table | null>(null);
  const [covers, setCovers] = useState(1);
  const orders = ordersOf(table).filter((order) => !isRefused(order));
  const parts = splitOf(orders, chosen);
  const count = chosen.size;

  async function take() {
    if (!to) return;
    const made = await split(sitting, { table_id: to.id, covers, ...parts });
    if (!made) return;
    onClose();
    toast(`Table ${to.name} has its own bill now`);
    go({ at: "table", table: to.id }, true);
  }
  return (
    <Sheet
      title={`Split table ${table.name}`}
      wide
      onClose={onClose}
      foot={
        <Button
          size="big"
          kind="primary"
          wide
          disabled={count === 0 || !to}
          busy={busy.value.has(`split-${sitting.id}`)}
          testid="split-confirm"
          onClick={() => void take()}
        >
          {count === 0
            ? "Choose what goes"
            : to
              ? `Take ${count === 1 ? "1 line" : `${count} lines`} to table ${to.name}`
              : "Choose a free table"}
        </Button>
      }
    >
      <div class="split">
        <div class="stack tight">
          {orders.map((order) => (
            <Part key={order.id} order={order} chosen={chosen} onChoose={setChosen} />
          ))}
        </div>
        <div class="stack">
          <div class="row apart">
            <strong>Guests who go</strong>
            <Stepper what="guests" value={covers} max={99} onChange={setCovers} />
          </div>
          <TableKeys
            fits={(tile) => tile.state === "free" || tile.state === "paid"}
            none="Every table is taken."
            chosen={to?.id ?? ""}
            onPick={setTo}
          />
        </div>
      </div>
    </Sheet>
  );
}

interface PartProps {
  order: Order;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

function Part({ order, chosen, onChoose }: PartProps) {
  const lines = order.lines.filter((line) => line.status !== "VOIDED");
  const all = lines.every((line) => chosen.has(line.id));
  function flip(ids: string[], on: boolean) {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  }
  return (
    <fieldset class="split-order">
      <legend class="said">Order {order.number}</legend>
      <label class="tick whole">
        <input
          type="checkbox"
          checked={all}
          data-testid={`split-order-${order.number}`}
          onChange={() =>
            flip(
              lines.map((line) => line.id),
              !all,
            )
          }
        />
        <strong class="grow">Order {order.number}</strong>
        <span class="soft small">{order.placed_by}</span>
      </label>
      {lines.map((line) => (
        <label key={line.id} class="tick">
          <input
            type="checkbox"
            checked={chosen.has(line.id)}
            data-testid={`split-${line.name}`}
            onChange={() => flip([line.id], !chosen.has(line.id))}
          />
          <span class="grow">
            <b class="num">{wanted(line)}</b> {line.name} {line.variant_name}
          </span>
          {line.seat !== null && <span class="soft small">seat {line.seat}</span>}
        </label>
      ))}
    </fieldset>
  );
}
