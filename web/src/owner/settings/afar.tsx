import { Choice, Select } from "../parts/controls";
import { useLoaded } from "../parts/load";
import { Panel } from "../parts/page";
import { floor } from "../tables/store";
import type { PartProps } from "./panels";

/** Orders that come through the cloud, of people who are not in the house. */
export function FromAfar({ draft, set }: PartProps) {
  useLoaded(floor);
  const areas = floor.data.value?.areas ?? [];
  const chosen = draft.remote_area_id ?? "";
  const known = areas.some((area) => area.id === chosen);
  return (
    <Panel
      title="Orders from afar"
      about="Through the cloud, by head office. Each waits for a yes at the counter before the kitchen hears of it."
    >
      <div class="stack">
        <Select
          label="They stand at the tables of"
          options={[
            { key: "", label: "none: there are none" },
            ...areas.map((area) => ({ key: area.id, label: area.name })),
            ...(chosen && !known ? [{ key: chosen, label: "an area that is gone" }] : []),
          ]}
          value={chosen}
          onChange={(area) => set({ remote_area_id: area || null })}
          hint="Keep an area for them, such as Takeaway: one order at a time for each table in it."
          testid="setting-remote-area"
        />
        {chosen && (
          <Choice
            label="Just now they are"
            options={[
              { key: "yes", label: "taken" },
              { key: "no", label: "refused" },
            ]}
            value={draft.is_taking_remote_orders === false ? "no" : "yes"}
            onChange={(key) => set({ is_taking_remote_orders: key === "yes" })}
            testid="setting-remote-taking"
          />
        )}
      </div>
    </Panel>
  );
}
