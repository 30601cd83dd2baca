import { useState } from "preact/hooks";
import type { Station, Stations } from "../../../api/schema";
import { Badge, Bone, Button, Empty, Icon } from "../../../look";
import { Loader } from "../../parts/loader";
import { AreaMap } from "./areamap";
import { StationSheet } from "./sheet";
import { byPlace, stations } from "./store";

/** Where dishes are cooked: each station has a screen, a clock and numbers of its own. */
export function StationsView() {
  return (
    <Loader from={stations} bones={<Bone height="20rem" />}>
      {(all) => <List all={all} />}
    </Loader>
  );
}

function List({ all }: { all: Stations }) {
  const [open, setOpen] = useState<Station | "new" | null>(null);
  const items = byPlace(all.items);
  return (
    <div class="stack narrow">
      <div class="row apart wrap">
        <p class="soft">A dish is sent to its stations; without any, to its category's.</p>
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-station">
          <Icon name="plus" /> Add a station
        </Button>
      </div>
      {items.length === 0 && (
        <Empty title="No stations yet">Add one, such as “Tandoor”, and dishes can go there.</Empty>
      )}
      {items.length > 0 && (
        <ul class="panel flush rows" data-testid="station-list">
          {items.map((one) => (
            <li key={one.name}>
              <button
                type="button"
                class="row-button"
                data-testid={`station-${one.name}`}
                onClick={() => setOpen(one)}
              >
                <span class="grow">
                  <strong>{one.name}</strong>{" "}
                  {one.is_default && <Badge tone="accent">for all the rest</Badge>}
                  <span class="soft small block">{about(one)}</span>
                </span>
                <Badge tone={one.screens > 0 ? "good" : "wait"}>
                  {one.screens > 0 && <Icon name="check" size="0.875rem" />}
                  {one.screens === 0 ? "no screen open" : screens(one.screens)}
                </Badge>
              </button>
            </li>
          ))}
        </ul>
      )}
      {items.length > 1 && <AreaMap all={all} />}
      {open && (
        <StationSheet
          all={items}
          station={open === "new" ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

const screens = (count: number) => (count === 1 ? "1 screen open" : `${count} screens open`);

function about(one: Station): string {
  const dishes = one.dishes === 1 ? "1 dish" : `${one.dishes} dishes`;
  const own = one.own_warn_minutes !== null || one.own_late_minutes !== null;
  const clock = `warm after ${one.warn_minutes} min, late after ${one.late_minutes}`;
  return `${dishes} · ${clock}${own ? "" : " (as the house)"}`;
}
