import { useState } from "preact/hooks";
import type { Area, Floor } from "../../api/schema";
import { Button, Field, Icon, Sheet, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { floor } from "./store";

export interface AreaSheetProps {
  area: Area | null;
  all: Floor;
  onClose: () => void;
}

export function AreaSheet({ area, all, onClose }: AreaSheetProps) {
  const [name, setName] = useState(area?.name ?? "");
  const [tried, setTried] = useState(false);
  const saving = useSave(async (body: { name: string }, key) => {
    if (area) await api.patch(`/api/areas/${area.id}`, body);
    else await api.post("/api/areas", body, { key });
    await floor.load();
  });
  const removing = useSave(async (id: string) => {
    await api.del(`/api/areas/${id}`);
    await floor.load();
  });
  const empty = area !== null && all.tables.every((one) => one.area_id !== area.id);

  async function save() {
    setTried(true);
    if (name.trim() && (await saving.run({ name: name.trim() }))) onClose();
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
