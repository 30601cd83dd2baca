import { Icon, type IconName, formatPrice } from "../../look";
import { now } from "../../staff/clock";
import type { Tile } from "../model/floor";
import { minutes, STATE_WORDS, type TableState } from "../model/glance";
import { sendingOrders } from "../state/sending";
import { go, where } from "../state/where";

/** A shape beside each state: colour alone would not tell everybody. */
const SHAPES: Record<TableState, IconName | null> = {
  free: null,
  seated: "people",
  ordering: "edit",
  approve: "bell",
  waiting: "clock",
  ready: "check",
  eating: "tiffin",
  bill: "bill",
  paid: "check",
};

export interface TileButtonProps {
  tile: Tile;
  /** Its size on the plan: what does not fit is said, not shown. */
  width: number;
  height: number;
  round: boolean;
}

export function TileButton({ tile, width, height, round }: TileButtonProps) {
  const { table, state } = tile;
  const here = where.value;
  const open = "table" in here && here.table === table.id;
  const classes = ["tile", state];
  if (tile.attention || tile.calls > 0) classes.push("wants");
  if (tile.joined) classes.push("joined");
  if (round) classes.push("round");
  if (width < 80 || height < 64) classes.push("small");
  const roomy = width >= (round ? 120 : 96) && height >= (round ? 104 : 88);
  return (
    <button
      type="button"
      class={classes.join(" ")}
      aria-current={open ? "true" : undefined}
      aria-label={spoken(tile)}
      data-testid={`table-${table.name}`}
      data-state={state}
      onClick={() => go({ at: "table", table: table.id })}
    >
      <Inside tile={tile} roomy={roomy} />
      {(tile.attention || tile.calls > 0) && (
        <span class="tile-flag">
          <Icon name={tile.calls > 0 ? "bell" : "warn"} size="1rem" />
        </span>
      )}
    </button>
  );
}

function Inside({ tile, roomy }: { tile: Tile; roomy: boolean }) {
  const { table, state } = tile;
  const shape = SHAPES[state];
  const sending = sendingOrders.value.some((one) => one.table_id === table.id);
  const waited = tile.since && state !== "paid" ? minutes(tile.since, now.value) : null;
  return (
    <>
      <strong class={table.name.length > 3 ? "tile-name long" : "tile-name"}>{table.name}</strong>
      <span class="tile-state">
        {shape && <Icon name={shape} size="1rem" />}
        <span>{sending ? "Sending" : STATE_WORDS[state]}</span>
      </span>
      <span class="tile-foot num">
        {tile.joined ? (
          <>with {tile.joined}</>
        ) : (
          <>
            {waited !== null && <span>{waited < 1 ? "now" : `${waited} min`}</span>}
            {roomy && <span>{aside(tile)}</span>}
          </>
        )}
      </span>
    </>
  );
}

/** One more thing, where there is room for it: the most pressing. */
function aside(tile: Tile): string {
  const { table } = tile;
  if (tile.attention) return tile.attention;
  if (tile.next_course) return `course ${tile.next_course} waits`;
  if (tile.joins.length > 0) return `and ${tile.joins.join(", ")}`;
  if (tile.due_paise > 0) return formatPrice(tile.due_paise);
  return table.sitting ? `${table.sitting.covers}/${table.seats}` : `${table.seats} seats`;
}

function spoken(tile: Tile): string {
  const { table, state } = tile;
  const words = [`Table ${table.name}`, STATE_WORDS[state]];
  if (tile.joined) words.push(`joined to table ${tile.joined}`);
  if (tile.joins.length > 0) words.push(`with table ${tile.joins.join(" and ")}`);
  if (tile.since && state !== "paid") words.push(`${minutes(tile.since, now.value)} minutes`);
  if (tile.calls > 0) words.push("calls");
  if (tile.attention) words.push(tile.attention);
  words.push(table.sitting ? `${table.sitting.covers} guests` : `${table.seats} seats`);
  return words.join(", ");
}
