import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { keep } from "../../app/keep";
import { Empty } from "../../look";
import { may, MANAGERS, session } from "../../staff/session";
import type { Tile } from "../model/floor";
import { feed, tiles } from "../state/store";
import { Plan } from "./plan";

const MINE = "mine";
const WANTING = "wanting";

const wants = (tile: Tile) => tile.attention !== "" || tile.calls > 0;
const isMine = (tile: Tile) => tile.table.sitting?.waiter === session.value?.staff.name;

/** The floor plan, with what to see of it: an area, one's own tables, those that need somebody. */
export function FloorPlan() {
  const [chosen, setChosen] = useState(keep.get("counter.look", ""));
  const all = tiles.value;
  if (all.length === 0) {
    return (
      <Empty icon="tiffin" title="No tables yet">
        {may(...MANAGERS)
          ? "Set them up on the owner page, under Tables."
          : "The owner sets them up on the owner page."}
      </Empty>
    );
  }
  const areas = [...(feed.state.value?.areas ?? [])].sort((a, b) => a.sort - b.sort);
  const house = areas
    .map((area) => ({ area, tiles: all.filter((tile) => tile.table.area_id === area.id) }))
    .filter((room) => room.tiles.length > 0);
  const look =
    ["", MINE, WANTING].includes(chosen) || house.some((one) => one.area.id === chosen)
      ? chosen
      : "";
  const fits = (tile: Tile) =>
    look === MINE ? isMine(tile) : look === WANTING ? wants(tile) : true;
  const rooms = house
    .filter((room) => ["", MINE, WANTING].includes(look) || room.area.id === look)
    .map((room) => ({ ...room, tiles: room.tiles.filter(fits) }))
    .filter((room) => room.tiles.length > 0);
  const see = (next: string) => {
    keep.set("counter.look", next);
    setChosen(next);
  };
  const chip = (key: string, children: ComponentChildren) => (
    <button
      key={key}
      type="button"
      class="chip"
      aria-pressed={look === key ? "true" : "false"}
      data-testid={`look-${key || "all"}`}
      onClick={() => see(key)}
    >
      {children}
    </button>
  );
  return (
    <section class="floor" aria-label="Floor plan">
      <div class="chips">
        {chip("", "All")}
        {chip(
          MINE,
          <>
            Mine <span class="num">{all.filter(isMine).length}</span>
          </>,
        )}
        {chip(
          WANTING,
          <>
            Need someone <span class="num">{all.filter(wants).length}</span>
          </>,
        )}
        {house.length > 1 && house.map(({ area }) => chip(area.id, area.name))}
      </div>
      {rooms.length === 0 && <Nothing mine={look === MINE} />}
      <Plan rooms={rooms} all={house} />
    </section>
  );
}

function Nothing({ mine }: { mine: boolean }) {
  if (!mine) return <Empty icon="check" title="Everybody is looked after." />;
  return (
    <Empty icon="people" title="No table is yours yet">
      A table is yours when you seat its guests or take their order, or when somebody hands it over.
    </Empty>
  );
}
