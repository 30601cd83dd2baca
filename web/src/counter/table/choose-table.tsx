import type { ComponentChildren } from "preact";
import type { Table } from "../../api/schema";
import { Empty, Sheet } from "../../look";
import { STATE_WORDS } from "../model/glance";
import type { Tile } from "../model/floor";
import { feed, tiles } from "../state/store";

export interface ChooseTableProps {
  title: string;
  text?: string;
  fits: (tile: Tile) => boolean;
  none: string;
  onPick: (table: Table) => void;
  onClose: () => void;
}

/** One tap on a table, by area; only those that can be taken. */
export function ChooseTable({ title, text, fits, none, onPick, onClose }: ChooseTableProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div class="stack">
        {text && <p class="soft">{text}</p>}
        <TableKeys fits={fits} none={none} chosen="" onPick={onPick} />
      </div>
    </Sheet>
  );
}

export interface TableKeysProps {
  fits: (tile: Tile) => boolean;
  none: ComponentChildren;
  chosen: string;
  onPick: (table: Table) => void;
}

export function TableKeys({ fits, none, chosen, onPick }: TableKeysProps) {
  const areas = [...(feed.state.value?.areas ?? [])].sort((a, b) => a.sort - b.sort);
  const fitting = tiles.value.filter(fits).sort((a, b) => a.table.number - b.table.number);
  if (fitting.length === 0) return <Empty title="No table for that">{none}</Empty>;
  return (
    <>
      {areas.map((area) => {
        const mine = fitting.filter((tile) => tile.table.area_id === area.id);
        if (mine.length === 0) return null;
        return (
          <fieldset key={area.id}>
            <legend class="soft small">{area.name}</legend>
            <div class="table-keys">
              {mine.map(({ table, state }) => (
                <button
                  key={table.id}
                  type="button"
                  aria-pressed={chosen === table.id ? "true" : "false"}
                  data-testid={`to-table-${table.name}`}
                  onClick={() => onPick(table)}
                >
                  <strong>{table.name}</strong>
                  <small>{state === "free" ? `${table.seats} seats` : STATE_WORDS[state]}</small>
                </button>
              ))}
            </div>
          </fieldset>
        );
      })}
    </>
  );
}
