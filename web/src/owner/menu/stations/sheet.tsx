import { useState } from "preact/hooks";
import type { Station } from "../../../api/schema";
import { Button, confirm, Field, Icon, Sheet, toast } from "../../../look";
import { Switch } from "../../parts/controls";
import { sorry } from "../../parts/errors";
import { useSave } from "../../parts/save";
import { problemsOf, type StationForm } from "./form";
import { removeStation, saveStation } from "./store";

export interface StationSheetProps {
  all: Station[];
  station: Station | null;
  onClose: () => void;
}

export function StationSheet({ all, station, onClose }: StationSheetProps) {
  const [form, setForm] = useState<StationForm>({
    name: station?.name ?? "",
    is_default: station?.is_default ?? all.length === 0,
    warn: station?.own_warn_minutes?.toString() ?? "",
    late: station?.own_late_minutes?.toString() ?? "",
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<StationForm>) => setForm({ ...form, ...part });
  const found = problemsOf(form, all, station);
  const problems = tried ? found : {};
  const saving = useSave((one: StationForm) =>
    saveStation(station?.name ?? "", one.name.trim(), {
      sort: station?.sort ?? Math.max(0, ...all.map((other) => other.sort + 1)),
      is_default: one.is_default,
      warn_minutes: one.warn.trim() ? Number(one.warn) : null,
      late_minutes: one.late.trim() ? Number(one.late) : null,
    }),
  );
  const removing = useSave(removeStation);

  async function save() {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    if (await saving.run(form)) onClose();
  }
  async function remove(one: Station) {
    const sure = await confirm({
      title: `Remove ${one.name}?`,
      text: "Screens that show it have nothing to show then.",
      yes: "Remove it",
      danger: true,
    });
    if (!sure || !(await removing.run(one.name))) return;
    toast(`${one.name} is removed`);
    onClose();
  }
  const error = saving.error ?? removing.error;
  return (
    <Sheet
      title={station?.name ?? "A new station"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {station && !station.is_default ? (
            <Button
              kind="danger"
              busy={removing.busy}
              testid="delete-station"
              onClick={() => void remove(station)}
            >
              <Icon name="bin" /> Remove
            </Button>
          ) : (
            <span />
          )}
          <Button kind="primary" busy={saving.busy} onClick={save} testid="save-station">
            {station ? "Save" : "Add"}
          </Button>
        </div>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Name"
          placeholder="Tandoor"
          value={form.name}
          onInput={(name) => set({ name })}
          wrong={problems.name}
          hint={station ? "A new name goes to its dishes and screens as well." : undefined}
          maxLength={40}
          autofocus={station === null}
          testid="station-name"
        />
        <div class="pair">
          <Field
            label="Warm after (minutes)"
            inputMode="numeric"
            placeholder={`${station?.warn_minutes ?? ""}`}
            value={form.warn}
            onInput={(warn) => set({ warn })}
            wrong={problems.warn}
            hint="Empty: as the house"
            maxLength={3}
            testid="station-warn"
          />
          <Field
            label="Late after (minutes)"
            inputMode="numeric"
            placeholder={`${station?.late_minutes ?? ""}`}
            value={form.late}
            onInput={(late) => set({ late })}
            wrong={problems.late}
            hint="Empty: as the house"
            maxLength={3}
            testid="station-late"
          />
        </div>
        <div class="row apart">
          <span>
            <span class="label">For all the rest</span>
            <span class="soft small block">
              Dishes go here that neither they nor their category send elsewhere.
            </span>
          </span>
          <Switch
            on={form.is_default}
            disabled={station?.is_default ?? false}
            onChange={(is_default) => set({ is_default })}
            label="For all the rest"
            testid="station-default"
          />
        </div>
        {error && (
          <p class="note bad" role="alert">
            {sorry(error)}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
