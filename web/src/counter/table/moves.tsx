import { useState } from "preact/hooks";
import type { Sitting, Table } from "../../api/schema";
import { Button, Sheet } from "../../look";
import { FLOOR, session } from "../../staff/session";
import { people } from "../floor/people";
import type { Tile } from "../model/floor";
import { busy } from "../state/acts";
import { handOver, merge, move, unmerge } from "../state/moves";
import { ChooseTable } from "./choose-table";
import { SplitSheet } from "./split";

type Open = "move" | "merge" | "split" | "hand" | null;

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
  const joined = sitting.merged_into !== null;
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
      {open === "split" && <SplitSheet table={table} sitting={sitting} onClose={close} />}
      {open === "hand" && <HandOver sitting={sitting} onClose={close} />}
    </div>
  );
}

function HandOver({ sitting, onClose }: { sitting: Sitting; onClose: () => void }) {
  const me = session.value?.staff.name;
  const names = (people.value ?? []).filter((one) => FLOOR.includes(one.role));
  const others = names.map((one) => one.name).filter((name) => name !== me);
  const all = me ? [me, ...others] : others;
  return (
    <Sheet title={`Who looks after table ${sitting.table_name}?`} onClose={onClose}>
      <div class="stack tight">
        {all.map((name) => (
          <Button
            key={name}
            size="big"
            wide
            kind={name === sitting.waiter ? "primary" : "normal"}
            testid={`hand-${name}`}
            onClick={() => {
              onClose();
              void handOver(sitting, name);
            }}
          >
            {name === me ? `${name} (you)` : name}
          </Button>
        ))}
        {sitting.waiter && (
          <Button
            kind="plain"
            wide
            onClick={() => {
              onClose();
              void handOver(sitting, null);
            }}
          >
            Nobody in particular
          </Button>
        )}
      </div>
    </Sheet>
  );
}
