import { useState } from "preact/hooks";
import type { Menu, MenuItem } from "../../api/schema";
import { navigate } from "../../app/router";
import { Button, Empty, Field, Icon } from "../../look";
import { DishSheet } from "./dishsheet";
import { type Look, shelves, sorted } from "./find";
import { DishRow } from "./row";

export function Dishes({ menu }: { menu: Menu }) {
  const [look, setLook] = useState<Look>({ words: "", category: "", soldOut: false });
  const [open, setOpen] = useState<MenuItem | "new" | null>(null);
  const set = (part: Partial<Look>) => setLook({ ...look, ...part });
  const filled = shelves(menu, look).filter((one) => one.items.length > 0);

  if (menu.categories.length === 0) return <NoMenu />;
  return (
    <div class="dishes">
      <div class="dish-tools">
        <div class="grow">
          <Field
            label="Search the menu"
            hideLabel
            type="search"
            placeholder="Search dishes"
            value={look.words}
            onInput={(words) => set({ words })}
            testid="dish-search"
          />
        </div>
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-dish">
          <Icon name="plus" /> Add a dish
        </Button>
      </div>
      <CategoryPicker menu={menu} look={look} onChange={set} />
      <div class="dish-list" data-testid="dish-list">
        {filled.map(({ category, items }) => (
          <section key={category.id}>
            <h2 class="shelf">
              {category.name} <span class="soft">{category.name_local}</span>
            </h2>
            <ul class="panel flush rows">
              {items.map((item) => (
                <DishRow key={item.id} item={item} onOpen={() => setOpen(item)} />
              ))}
            </ul>
          </section>
        ))}
        {filled.length === 0 && <NothingFound menu={menu} look={look} onChange={set} />}
      </div>
      {open && (
        <DishSheet
          menu={menu}
          item={open === "new" ? null : open}
          category={look.category}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface PickerProps {
  menu: Menu;
  look: Look;
  onChange: (part: Partial<Look>) => void;
}

function CategoryPicker({ menu, look, onChange }: PickerProps) {
  const soldOut = menu.items.filter((one) => !one.is_available).length;
  const count = (id: string) => menu.items.filter((one) => one.category_id === id).length;
  return (
    <div class="dish-categories" role="group" aria-label="Show">
      <Pick
        on={!look.category && !look.soldOut}
        word="All dishes"
        count={menu.items.length}
        onPick={() => onChange({ category: "", soldOut: false })}
      />
      <Pick
        on={look.soldOut}
        word="Sold out"
        count={soldOut}
        onPick={() => onChange({ category: "", soldOut: !look.soldOut })}
      />
      {sorted(menu.categories).map((one) => (
        <Pick
          key={one.id}
          on={look.category === one.id}
          word={one.name}
          count={count(one.id)}
          onPick={() => onChange({ category: one.id, soldOut: false })}
        />
      ))}
    </div>
  );
}

interface PickProps {
  on: boolean;
  word: string;
  count: number;
  onPick: () => void;
}

function Pick({ on, word, count, onPick }: PickProps) {
  return (
    <button type="button" class="pick" aria-pressed={on ? "true" : "false"} onClick={onPick}>
      <span class="grow">{word}</span>
      <span class="num small">{count}</span>
    </button>
  );
}

function NothingFound({ menu, look, onChange }: PickerProps) {
  if (look.words) {
    return (
      <Empty
        icon="search"
        title={`Nothing found for “${look.words}”`}
        action={
          <Button onClick={() => onChange({ words: "", category: "", soldOut: false })}>
            Show all dishes
          </Button>
        }
      />
    );
  }
  if (look.soldOut) {
    return (
      <Empty icon="check" title="Nothing is sold out">
        Every one of the {menu.items.length} dishes can be ordered.
      </Empty>
    );
  }
  return (
    <Empty title="No dishes here yet">Add the first one, or import a whole menu from a file.</Empty>
  );
}

function NoMenu() {
  return (
    <Empty
      title="A menu begins with a category"
      action={
        <div class="row wrap">
          <Button kind="primary" onClick={() => navigate("/owner/menu/categories")}>
            Add a category
          </Button>
          <Button onClick={() => navigate("/owner/menu/files")}>Import a menu</Button>
        </div>
      }
    >
      Starters, breads, sweets: then put the dishes in. Or bring a whole menu from a file.
    </Empty>
  );
}
