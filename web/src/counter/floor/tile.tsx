import { Icon, type IconName, formatPrice } from "../../look";
import { now } from "../../staff/clock";
import { minutes, STATE_WORDS, type Tile, type TileState } from "../model/floor";
import { sendingOrders } from "../state/sending";
import { go, where } from "../state/where";

/** A shape beside each state: colour alone would not tell everybody. */
const SHAPES: Record<TileState, IconName | null> = {
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

export function TileButton({ tile }: { tile: Tile }) {
  const { table, state } = tile;
  const here = where.value;
  const open = here.at !== "floor" && here.table === table.id;
  const sending = sendingOrders.value.some((one) => one.table_id === table.id);
  const classes = ["tile", state];
  if (tile.attention || tile.calls > 0) classes.push("wants");
  const shape = SHAPES[state];
  const waited = tile.since ? minutes(tile.since, now.value) : 0;
  return (
    <button
      type="button"
      class={classes.join(" ")}
      aria-current={open ? "true" : undefined}
      data-testid={`table-${table.name}`}
      data-state={state}
      onClick={() => go({ at: "table", table: table.id })}
    >
      <span class="tile-head">
        <strong class={table.name.length > 3 ? "tile-name long" : "tile-name"}>{table.name}</strong>
        <span class="tile-side num">
          <span>
            <span class="said">Seats</span>
            {table.sitting ? `${table.sitting.covers}/${table.seats}` : table.seats}
          </span>
          {tile.since && state !== "paid" && <span>{waited < 1 ? "now" : `${waited} min`}</span>}
        </span>
      </span>
      <span class="tile-state">
        {shape && <Icon name={shape} size="1.125rem" />}
        <span>{sending ? "Sending" : STATE_WORDS[state]}</span>
      </span>
      <span class="tile-foot">
        {tile.calls > 0 ? (
          <b>
            <Icon name="bell" size="1rem" /> Calls
          </b>
        ) : tile.attention ? (
          <b>
            <Icon name="warn" size="1rem" /> {tile.attention}
          </b>
        ) : (
          tile.due_paise > 0 && <span class="num">{formatPrice(tile.due_paise)}</span>
        )}
      </span>
    </button>
  );
}
