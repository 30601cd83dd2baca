import { useState } from "preact/hooks";
import { Empty } from "../../look";
import { may, MANAGERS } from "../../staff/session";
import type { Tile } from "../model/floor";
import { feed, tiles } from "../state/store";
import { TileButton } from "./tile";

/** Few tables are seen at a glance; many are asked for by area. */
const MANY = 24;

export function FloorPlan() {
  const [area, setArea] = useState("");
  const all = tiles.value;
  const areas = [...(feed.state.value?.areas ?? [])].sort((a, b) => a.sort - b.sort);
  if (all.length === 0) {
    return (
      <Empty icon="tiffin" title="No tables yet">
        {may(...MANAGERS)
          ? "Set them up on the owner page, under Tables."
          : "The owner sets them up on the owner page."}
      </Empty>
    );
  }
  const choosing = all.length > MANY && areas.length > 1;
  const wanting = all.filter((tile) => tile.attention || tile.calls > 0).length;
  const shown = areas.filter((one) => !choosing || !area || area === "!" || one.id === area);
  const fits = (tile: Tile) => area !== "!" || tile.attention !== "" || tile.calls > 0;
  return (
    <section class="floor" aria-label="Floor plan">
      {choosing && (
        <div class="chips">
          <Chip on={area === ""} onClick={() => setArea("")}>
            All
          </Chip>
          <Chip on={area === "!"} onClick={() => setArea("!")}>
            Need someone <span class="num">{wanting}</span>
          </Chip>
          {areas.map((one) => (
            <Chip key={one.id} on={area === one.id} onClick={() => setArea(one.id)}>
              {one.name}
            </Chip>
          ))}
        </div>
      )}
      {area === "!" && wanting === 0 && <Empty icon="check" title="Everybody is looked after." />}
      {shown.map((one) => {
        const mine = all.filter((tile) => tile.table.area_id === one.id && fits(tile));
        if (mine.length === 0) return null;
        mine.sort((a, b) => a.table.number - b.table.number);
        return (
          <div key={one.id} class="area">
            <h2>
              {one.name} <FreeCount tiles={mine} />
            </h2>
            <div class="tiles">
              {mine.map((tile) => (
                <TileButton key={tile.table.id} tile={tile} />
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}

function FreeCount({ tiles: mine }: { tiles: Tile[] }) {
  const free = mine.filter((tile) => tile.state === "free").length;
  return <span class="soft small num">{free === 0 ? "full" : `${free} free`}</span>;
}

function Chip(props: { on: boolean; onClick: () => void; children: preact.ComponentChildren }) {
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={props.on ? "true" : "false"}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
