import { useLoaded } from "../../parts/load";
import { Check } from "../../parts/controls";
import { byPlace, stations } from "./store";

export interface StationChipsProps {
  chosen: string[];
  hint: string;
  wrong?: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** The stations a dish is cooked at: one, several, or none of its own. */
export function StationChips({ chosen, hint, wrong, onChange }: StationChipsProps) {
  useLoaded(stations);
  const known = byPlace(stations.data.value?.items ?? []).map((one) => one.name);
  const names = [...new Set([...known, ...chosen])];
  return (
    <fieldset class="field" data-testid="dish-stations">
      <legend class="label">Cooked at</legend>
      <div class="row wrap">
        {names.map((name) => (
          <Check
            key={name}
            on={chosen.includes(name)}
            onChange={(on) =>
              onChange(on ? [...chosen, name] : chosen.filter((one) => one !== name))
            }
          >
            {name}
          </Check>
        ))}
      </div>
      {wrong ? (
        <span class="wrong" role="alert">
          {wrong}
        </span>
      ) : (
        <span class="hint">{hintFor(chosen, hint)}</span>
      )}
    </fieldset>
  );
}

function hintFor(chosen: string[], none: string): string {
  if (chosen.length === 0) return none;
  return chosen.length > 1 ? "Each gets a ticket, which says where else it is cooked." : "";
}
