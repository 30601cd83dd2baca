import { useEffect, useRef, useState } from "preact/hooks";
import type { Area } from "../../api/schema";
import type { Tile } from "../model/floor";
import { groundOf, type Room as Space, type Scale, scaleFor, squeezed } from "../model/plan";
import { TileButton } from "./tile";

export interface Room {
  area: Area;
  tiles: Tile[];
}

/** The areas as the owner drew them, all to the same scale. */
export function Plan({ rooms, all }: { rooms: Room[]; all: Room[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [space, setSpace] = useState<Space>({ width: 0, height: 0 });
  useEffect(() => {
    const plan = box.current;
    if (!plan) return;
    // What can be seen without scrolling, below the chips.
    const watcher = new ResizeObserver(([entry]) => {
      const top = plan.offsetTop;
      if (entry) setSpace({ width: entry.contentRect.width, height: innerHeight - top });
    });
    watcher.observe(plan);
    return () => watcher.disconnect();
  }, []);
  // The scale is that of the whole house: choosing an area does not make its tables jump.
  const scale = scaleFor(
    all.map((room) => room.tiles.map((tile) => tile.table)),
    space,
  );
  return (
    <div class="plan" ref={box}>
      {space.width > 0 &&
        rooms.map((room) => <Ground key={room.area.id} room={room} scale={scale} />)}
    </div>
  );
}

function Ground({ room, scale }: { room: Room; scale: Scale }) {
  const { cell, turned } = scale;
  const tables = room.tiles.map((tile) => tile.table);
  const ground = groundOf(scale.squeezed ? squeezed(tables) : tables, turned);
  const free = room.tiles.filter((tile) => tile.state === "free").length;
  return (
    <section class="area">
      <h2>
        {room.area.name} <span class="soft small num">{free === 0 ? "full" : `${free} free`}</span>
      </h2>
      <div class="ground-scroll">
        <div
          class="ground"
          style={{ width: `${ground.cols * cell}px`, height: `${ground.rows * cell}px` }}
        >
          {[...room.tiles]
            .sort((a, b) => a.table.number - b.table.number)
            .map((tile) => {
              const spot = ground.spots.get(tile.table.id);
              if (!spot) return null;
              const { x, y, w, h } = spot;
              return (
                <div
                  key={tile.table.id}
                  class="spot"
                  style={{
                    left: `${x * cell}px`,
                    top: `${y * cell}px`,
                    width: `${w * cell}px`,
                    height: `${h * cell}px`,
                  }}
                >
                  <TileButton
                    tile={tile}
                    width={w * cell}
                    height={h * cell}
                    round={spot.shape === "ROUND"}
                  />
                </div>
              );
            })}
        </div>
      </div>
    </section>
  );
}
