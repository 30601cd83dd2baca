import { useState } from "preact/hooks";
import type { Bill, BillLine, Table } from "../../api/schema";
import { Button, Money, Sheet, Stepper } from "../../look";
import { countOf, type Going, hindrance, movable, takes, whyNot } from "../model/transfer";
import { transfer, transferring } from "../state/transfer";
import { TableKeys } from "./choose-table";

interface TransferProps {
  bill: Bill;
  table: Table;
  onClose: () => void;
}

/** Dishes go to another table's bill, with what is still being cooked of them. */
export function TransferSheet({ bill, table, onClose }: TransferProps) {
  const [going, setGoing] = useState<Going>(new Map());
  const [to, setTo] = useState<Table | null>(null);
  const [refused, setRefused] = useState("");
  const known = hindrance(bill);
  const why = known ? whyNot(known, "") : refused;
  const count = countOf(bill, going);

  async function take() {
    if (!to) return;
    const refusal = await transfer(bill, to, going);
    if (refusal === "") onClose();
    else setRefused(refusal);
  }
  function put(line: BillLine, quantity: number) {
    setRefused("");
    setGoing(new Map([...going, [line.line_id, quantity]]));
  }
  return (
    <Sheet
      title={`From table ${table.name} to another bill`}
      wide
      onClose={onClose}
      foot={
        <Button
          size="big"
          kind="primary"
          wide
          disabled={count === 0 || !to || known !== ""}
          busy={transferring.value}
          testid="transfer-confirm"
          onClick={() => void take()}
        >
          {words(count, to)}
        </Button>
      }
    >
      <div class="stack">
        {why && (
          <p class="transfer-why" role="alert" data-testid="transfer-why">
            {why}
          </p>
        )}
        <div class="split">
          <ul class="split-order">
            {movable(bill).map((line) => (
              <Line
                key={line.line_id}
                line={line}
                quantity={Math.min(going.get(line.line_id) ?? 0, line.quantity)}
                onPut={(quantity) => put(line, quantity)}
              />
            ))}
          </ul>
          <div class="stack tight">
            <TableKeys
              fits={(tile) => takes(tile, bill)}
              none="Nobody else sits at a table of their own."
              chosen={to?.id ?? ""}
              onPick={(table) => {
                setRefused("");
                setTo(table);
              }}
            />
            <p class="soft small">
              Nothing is cooked again. What is still cooking is served there.
            </p>
          </div>
        </div>
      </div>
    </Sheet>
  );
}

function words(count: number, to: Table | null): string {
  if (count === 0) return "Choose what goes";
  const what = count === 1 ? "1 dish" : `${count} dishes`;
  return to ? `Take ${what} to the bill of table ${to.name}` : "Choose whose bill takes it";
}

interface LineProps {
  line: BillLine;
  quantity: number;
  onPut: (quantity: number) => void;
}

/** All of a line, or some portions of it. */
function Line({ line, quantity, onPut }: LineProps) {
  return (
    <li class="transfer-line">
      <label class="tick grow">
        <input
          type="checkbox"
          checked={quantity > 0}
          data-testid={`transfer-${line.name}`}
          onChange={() => onPut(quantity > 0 ? 0 : line.quantity)}
        />
        <span class="grow">
          <b class="num">{line.quantity}</b> {line.name} {line.variant_name}
        </span>
        {(quantity === 0 || line.quantity === 1) && <Money paise={line.net_paise} />}
      </label>
      {quantity > 0 && line.quantity > 1 && (
        <Stepper what={line.name} value={quantity} max={line.quantity} onChange={onPut} />
      )}
    </li>
  );
}
