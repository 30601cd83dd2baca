import { useState } from "preact/hooks";
import type { Stations } from "../../../api/schema";
import { asApiError } from "../../../app/api";
import { toast } from "../../../look";
import { Select } from "../../parts/controls";
import { sorry } from "../../parts/errors";
import { useLoaded } from "../../parts/load";
import { Panel } from "../../parts/page";
import { floor } from "../../tables/store";
import { byPlace, replaced, saveAreas } from "./store";

/** "The rooftop's drinks are made at the rooftop bar": by area, one station in place of another. */
export function AreaMap({ all }: { all: Stations }) {
  useLoaded(floor);
  const [busy, setBusy] = useState(false);
  const areas = floor.data.value?.areas ?? [];
  const names = byPlace(all.items).map((one) => one.name);
  if (areas.length === 0) return null;

  async function choose(area_id: string, station: string, instead: string) {
    setBusy(true);
    try {
      await saveAreas(replaced(all.areas, area_id, station, instead));
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Panel
      title="By area"
      about="An area may have its own station: the rooftop's drinks go to the rooftop's bar."
    >
      <div class="scroll">
        <table class="grid area-map">
          <thead>
            <tr>
              <th scope="col">What is made at</th>
              {areas.map((area) => (
                <th key={area.id} scope="col">
                  {area.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((station) => (
              <tr key={station}>
                <th scope="row">{station}</th>
                {areas.map((area) => {
                  const now = all.areas.find(
                    (one) => one.area_id === area.id && one.station === station,
                  );
                  return (
                    <td key={area.id} class={now ? "instead" : undefined}>
                      <Select
                        label={`Where ${station} is made for ${area.name}`}
                        hideLabel
                        disabled={busy}
                        options={[
                          { key: "", label: station },
                          ...names
                            .filter((name) => name !== station)
                            .map((name) => ({ key: name, label: name })),
                        ]}
                        value={now?.instead ?? ""}
                        onChange={(instead) => void choose(area.id, station, instead)}
                        testid={`area-${area.name}-${station}`}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
