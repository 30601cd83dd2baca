import { useState } from "preact/hooks";
import type { Menu, MenuItem, MenuItemDraft } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Button, confirm, Icon, Sheet, toast } from "../../look";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { type DishForm, draftOf, formOf, newForm, problemsOf } from "./draft";
import { Basics, Choices, KitchenPart, Marks, Prices } from "./dishparts";
import { PicturePicker } from "./picture";
import { addDish, changeDish, removeDish } from "./store";

export interface DishSheetProps {
  menu: Menu;
  item: MenuItem | null;
  /** Where a new dish goes first. */
  category: string;
  onClose: () => void;
}

export function DishSheet({ menu, item, category, onClose }: DishSheetProps) {
  const [start] = useState<DishForm>(() => (item ? formOf(item) : newForm(menu, category)));
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState(false);
  const saving = useSave((draft: MenuItemDraft, key) =>
    item ? changeDish(item.id, draft) : addDish(draft, key),
  );
  const problems = tried ? problemsOf(form) : {};
  const set = (part: Partial<DishForm>) => setForm({ ...form, ...part });

  async function save() {
    setTried(true);
    if (Object.keys(problemsOf(form)).length > 0) return;
    if (!(await saving.run(draftOf(form)))) return;
    toast(item ? `${form.name.trim()} is saved` : `${form.name.trim()} is on the menu`);
    onClose();
  }

  async function close() {
    if (JSON.stringify(form) === JSON.stringify(start)) return onClose();
    const sure = await confirm({
      title: "Leave without saving?",
      text: "What you typed here is lost.",
      yes: "Leave",
      no: "Keep editing",
      danger: true,
    });
    if (sure) onClose();
  }

  async function remove(dish: MenuItem) {
    try {
      await removeDish(dish);
      onClose();
    } catch (problem) {
      toast(`${dish.name} was not removed. ${sorry(asApiError(problem))}`, { bad: true });
    }
  }

  const wrong = Object.values(problems);
  const parts = { menu, form, set, problems };
  return (
    <Sheet
      title={item ? item.name : "A new dish"}
      wide
      onClose={() => void close()}
      foot={
        <>
          {(wrong.length > 0 || saving.error) && (
            <p class="note bad" role="alert">
              {saving.error ? sorry(saving.error) : wrong.join(" ")}
            </p>
          )}
          <div class="row apart">
            {item ? (
              <Button kind="danger" onClick={() => void remove(item)} testid="delete-dish">
                <Icon name="bin" /> Remove
              </Button>
            ) : (
              <span />
            )}
            <Button kind="primary" busy={saving.busy} onClick={save} testid="save-dish">
              {item ? "Save" : "Put it on the menu"}
            </Button>
          </div>
        </>
      }
    >
      <form
        class="dish-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="stack">
          <Basics {...parts} />
          <Prices {...parts} />
        </div>
        <div class="stack">
          <Marks {...parts} />
          <KitchenPart {...parts} />
        </div>
        <div class="whole stack">
          <Choices {...parts} />
          <PicturePicker value={form.picture} onChange={(picture) => set({ picture })} />
        </div>
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
