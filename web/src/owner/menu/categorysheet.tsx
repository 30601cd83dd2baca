import { useState } from "preact/hooks";
import type { Category } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Button, Field, Icon, Sheet, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { StationChips } from "./stations/chips";
import { menu as store } from "./store";

export interface CategorySheetProps {
  category: Category | null;
  onClose: () => void;
}

export function CategorySheet({ category, onClose }: CategorySheetProps) {
  const [name, setName] = useState(category?.name ?? "");
  const [local, setLocal] = useState(category?.name_local ?? "");
  const [stations, setStations] = useState(category?.stations ?? []);
  const [tried, setTried] = useState(false);
  const saving = useSave(async (body: Pick<Category, "name" | "name_local" | "stations">, key) => {
    if (category) await api.put(`/api/menu/categories/${category.id}`, { ...category, ...body });
    else await api.post("/api/menu/categories", body, { key });
    await store.load();
  });
  const removing = useSave(async (id: string) => {
    await api.del(`/api/menu/categories/${id}`);
    await store.load();
  });

  async function save() {
    setTried(true);
    if (!name.trim()) return;
    if (await saving.run({ name: name.trim(), name_local: local.trim(), stations })) onClose();
  }

  async function remove(one: Category) {
    if (!(await removing.run(one.id))) return;
    toast(`${one.name} is removed`, { undo: () => void bringBack(one) });
    onClose();
  }

  const error = saving.error ?? removing.error;
  return (
    <Sheet
      title={category?.name ?? "A new category"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {category ? (
            <Button
              kind="danger"
              busy={removing.busy}
              onClick={() => void remove(category)}
              testid="delete-category"
            >
              <Icon name="bin" /> Remove
            </Button>
          ) : (
            <span />
          )}
          <Button kind="primary" busy={saving.busy} onClick={save} testid="save-category">
            {category ? "Save" : "Add"}
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
          value={name}
          onInput={setName}
          wrong={tried && !name.trim() ? "A category needs a name." : undefined}
          maxLength={80}
          autofocus
          testid="category-name"
        />
        <Field
          label="Name in the guests' script"
          placeholder="मिठाइयाँ"
          value={local}
          onInput={setLocal}
          maxLength={80}
          testid="category-name-local"
        />
        <StationChips
          chosen={stations}
          hint="None: at the station for all the rest."
          onChange={setStations}
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

async function bringBack({ name, name_local, stations }: Category) {
  try {
    await api.post("/api/menu/categories", { name, name_local, stations });
    await store.load();
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
  }
}
