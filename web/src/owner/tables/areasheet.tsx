import { useState } from "preact/hooks";
import type { Area, Floor } from "../../api/schema";
import { Button, Field, Icon, Sheet, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { settings } from "../parts/house";
import { useLoaded } from "../parts/load";
import { useSave } from "../parts/save";
import { ChooseAccept, ChooseOpening, IdleMinutes, idleProblem, type Rules } from "./rules";
import { floor } from "./store";

export interface AreaSheetProps {
  area: Area | null;
  all: Floor;
  onClose: () => void;
}

export function AreaSheet({ area, all, onClose }: AreaSheetProps) {
  const [name, setName] = useState(area?.name ?? "");
  const [tried, setTried] = useState(false);
  const [rules, setRules] = useState<Rules>({
    opening: area?.opening ?? "",
    accept_mode: area?.accept_mode ?? "",
    idle_minutes: area?.idle_minutes?.toString() ?? "",
  });
  const set = (part: Partial<Rules>) => setRules({ ...rules, ...part });
  useLoaded(settings);
  const house = settings.data.value;
  const saving = useSave(async (body: { name: string } & Partial<Area>, key) => {
    const { name } = body;
    if (area) await api.patch(`/api/areas/${area.id}`, body);
    else {
      const made = await api.post<Area>("/api/areas", { name }, { key });
      await api.patch(`/api/areas/${made.id}`, body);
    }
    await floor.load();
  });
  const idle = idleProblem(rules.idle_minutes);
  const removing = useSave(async (id: string) => {
    await api.del(`/api/areas/${id}`);
    await floor.load();
  });
  const empty = area !== null && all.tables.every((one) => one.area_id !== area.id);

  async function save() {
    setTried(true);
    if (!name.trim() || idle) return;
    const saved = await saving.run({
      name: name.trim(),
      opening: rules.opening || null,
      accept_mode: rules.accept_mode || null,
      idle_minutes: rules.idle_minutes.trim() ? Number(rules.idle_minutes) : null,
    });
    if (saved) onClose();
  }

  async function remove(one: Area) {
    if (!(await removing.run(one.id))) return;
    toast(`${one.name} is removed`, {
      undo: () => void api.post("/api/areas", { name: one.name }).then(floor.load, floor.load),
    });
    onClose();
  }

  const error = saving.error ?? removing.error;
  return (
    <Sheet
      title={area?.name ?? "A new area"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {area && empty ? (
            <Button kind="danger" busy={removing.busy} onClick={() => void remove(area)}>
              <Icon name="bin" /> Remove
            </Button>
          ) : (
            <span />
          )}
          <Button kind="primary" busy={saving.busy} onClick={save} testid="save-area">
            {area ? "Save" : "Add"}
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
          placeholder="Terrace"
          value={name}
          onInput={setName}
          wrong={tried && !name.trim() ? "An area needs a name." : undefined}
          hint={area && !empty ? "It can be removed once its tables are elsewhere." : undefined}
          maxLength={80}
          autofocus
          testid="area-name"
        />
        {house && (
          <>
            <ChooseOpening
              value={rules.opening}
              house={house.opening}
              onChange={(opening) => set({ opening })}
              testid="area-opening"
            />
            <ChooseAccept
              value={rules.accept_mode}
              house={house.accept_mode}
              onChange={(accept_mode) => set({ accept_mode })}
              testid="area-accept"
            />
            <IdleMinutes
              value={rules.idle_minutes}
              house={house.idle_minutes}
              wrong={tried && idle ? idle : undefined}
              onInput={(idle_minutes) => set({ idle_minutes })}
            />
          </>
        )}
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
