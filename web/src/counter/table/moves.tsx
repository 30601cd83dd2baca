import { useEffect, useState } from "preact/hooks";
import type { Sitting, Table } from "../../api/schema";
import { Button } from "../../look";
import { loadTransfers, rest, transfers } from "../later";
import type { Tile } from "../model/floor";
import { busy } from "../state/acts";
import { merge, move, unmerge } from "../state/moves";
import { billOf } from "../state/store";
import { ChooseTable } from "./choose-table";

type Open = "move" | "merge" | "split" | "dishes" | "hand" | null;

const isFree = (tile: Tile) => tile.state === "free" || tile.state === "paid";

export interface MovesProps {
  table: Table;
  sitting: Sitting;
  /** Something was ordered that could be split off. */
  ordered: boolean;
}

/** Everything that happens to a party as a whole: one tap for what, one for where. */
export function Moves({ table, sitting, ordered }: MovesProps) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { SplitSheet: Split, HandOver: Hand } = rest.value ?? {};
  const Dishes = transfers.value?.TransferSheet;
  const bill = billOf(table);
  const joined = sitting.merged_into !== null;
  useEffect(() => {
    if (open === "dishes") void loadTransfers();
  }, [open]);
  const act = (key: Exclude<Open, null>, word: string) => (
    <Button testid={`do-${key}`} onClick={() => setOpen(key)}>
      {word}
    </Button>
  );
  return (
    <div class="moves">
      {joined ? (
        <Button
          testid="do-unmerge"
          busy={busy.value.has(`unmerge-${sitting.id}`)}
          onClick={() => void unmerge(sitting)}
        >
          Own bill again
        </Button>
      ) : (
        <>
          {act("move", "Move")}
          {act("merge", "Join")}
          {ordered && act("split", "Split")}
          {ordered && bill && act("dishes", "Dishes")}
        </>
      )}
      {act("hand", sitting.waiter ? `Of ${sitting.waiter}` : "Whose?")}
      {open === "move" && (
        <ChooseTable
          title={`Where do the guests of table ${table.name} go?`}
          text="Orders, tickets and their phones go with them. Nothing is cooked again."
          fits={isFree}
          none="Every other table is taken. Join two instead."
          onClose={close}
          onPick={(to) => {
            close();
            void move(sitting, table.id, to);
          }}
        />
      )}
      {open === "merge" && (
        <ChooseTable
          title={`Which table joins table ${table.name}?`}
          text={`Both get one bill, that of table ${table.name}.`}
          fits={(tile) => tile.table.id !== table.id && !tile.joined && tile.joins.length === 0}
          none="No other table can join."
          onClose={close}
          onPick={(other) => {
            close();
            void merge(sitting, other);
          }}
        />
      )}
      {open === "split" && Split && <Split table={table} sitting={sitting} onClose={close} />}
      {open === "dishes" && Dishes && bill && <Dishes bill={bill} table={table} onClose={close} />}
      {open === "hand" && Hand && <Hand sitting={sitting} onClose={close} />}
    </div>
  );
}
