import { signal } from "@preact/signals";
import type { Cooking, KitchenTimes } from "../../api/schema";
import { Bone, Empty } from "../../look";
import { api } from "../../staff/session";
import { Select } from "../parts/controls";
import { createLoaded } from "../parts/load";
import { Loader } from "../parts/loader";
import { Panel } from "../parts/page";
import { shiftDay } from "../today/day";
import { day } from "./day";
import { duration, shares } from "./numbers";

type Span = "1" | "7" | "30";
const span = signal<Span>("1");
const SPANS: { key: Span; label: string }[] = [
  { key: "1", label: "this day" },
  { key: "7", label: "seven days" },
  { key: "30", label: "thirty days" },
];

export const times = createLoaded(() => {
  const from = shiftDay(day(), 1 - Number(span.value));
  return api.get<KitchenTimes>(`/api/reports/kitchen?from=${from}&to=${day()}`);
}, ["ticket"]);

/** How long dishes take, from being fired to being done. */
export function KitchenReport() {
  return (
    <div class="stack">
      <div class="report-span">
        <Select
          label="Over"
          options={SPANS}
          value={span.value}
          onChange={(next) => {
            span.value = next;
            void times.load();
          }}
          testid="kitchen-span"
        />
        <p class="soft small">
          Half of the portions were faster than the first number, nine of ten faster than the
          second.
        </p>
      </div>
      <Loader from={times} bones={<Bone height="20rem" />}>
        {(all) =>
          all.dishes.length === 0 ? (
            <Empty icon="clock" title="Nothing was cooked then">
              Times show here as soon as the kitchen says “done”.
            </Empty>
          ) : (
            <div class="beside">
              <Times title="Dishes" list={all.dishes} name={(one) => one} />
              <div class="stack">
                <Times title="Stations" list={all.stations} name={(one) => one} />
                <Times title="Hours" list={all.hours} name={(one) => `${one}:00`} />
              </div>
            </div>
          )
        }
      </Loader>
    </div>
  );
}

interface TimesProps {
  title: string;
  list: Cooking[];
  name: (name: string) => string;
}

const SHOWN = 30;

function Times({ title, list, name }: TimesProps) {
  const lengths = shares(list);
  return (
    <Panel title={title}>
      <div class="scroll">
        <table class="grid times" data-testid={`times-${title.toLowerCase()}`}>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" class="num">
                Portions
              </th>
              <th scope="col" class="num">
                Half
              </th>
              <th scope="col" class="num">
                9 of 10
              </th>
            </tr>
          </thead>
          <tbody>
            {list.slice(0, SHOWN).map((one, at) => (
              <tr key={one.name}>
                <th scope="row">
                  {name(one.name)}
                  <span class="time-bar" aria-hidden="true">
                    <i class="p90" style={{ width: `${(lengths[at]?.p90 ?? 0) * 100}%` }} />
                    <i class="median" style={{ width: `${(lengths[at]?.median ?? 0) * 100}%` }} />
                  </span>
                </th>
                <td class="num">{one.portions}</td>
                <td class="num">{duration(one.median_seconds)}</td>
                <td class="num">{duration(one.p90_seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
