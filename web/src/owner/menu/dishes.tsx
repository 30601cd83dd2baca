import { useState } from "preact/hooks";
import type { Menu, MenuItem } from "../../api/schema";
import { Button, Field, Icon } from "../../look";
import { DishSheet } from "./dishsheet";
import { type Look, shelves } from "./find";
import { useGuesses } from "./guess";
import { NoMenu, NothingFound } from "./nothing";
import { CategoryPicker } from "./picker";
import { DishRow } from "./row";
import { DishStock } from "./stock";

export function Dishes({ menu }: { menu: Menu }) {
  const [look, setLook] = useState<Look>({ words: "", category: "", soldOut: false });
  const [open, setOpen] = useState<MenuItem | "new" | null>(null);
  const [stock, setStock] = useState("");
  const set = (part: Partial<Look>) => setLook({ ...look, ...part });
  const filled = shelves(menu, look).filter((one) => one.items.length > 0);

  const guesses = useGuesses(menu, look.words, filled.length === 0);

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
                <DishRow
                  key={item.id}
                  item={item}
                  onOpen={() => setOpen(item)}
                  onStock={() => setStock(item.id)}
                />
              ))}
            </ul>
          </section>
        ))}
        {guesses.length > 0 ? (
          <section data-testid="guesses">
            <h2 class="shelf">Perhaps you mean</h2>
            <ul class="panel flush rows">
              {guesses.map((item) => (
                <DishRow
                  key={item.id}
                  item={item}
                  onOpen={() => setOpen(item)}
                  onStock={() => setStock(item.id)}
                />
              ))}
            </ul>
          </section>
        ) : (
          filled.length === 0 && <NothingFound menu={menu} look={look} onChange={set} />
        )}
      </div>
      {stock && <DishStock id={stock} onClose={() => setStock("")} />}
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
