import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MenuItem, Table } from "../../api/schema";
import { newUuid } from "../../app/ids";
import { Empty, Icon, toast } from "../../look";
import { add, type Basket, type BasketLine, needsChoice, repeat } from "../model/basket";
import { findDishes, quickly } from "../model/find";
import { isRefused } from "../model/state";
import { basketOf, setBasket } from "../state/sending";
import { feed, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { BasketPanel } from "./basket";
import { Choose } from "./choose";
import { DishRow } from "./dish";

/** As fast as pen and paper: type "2 pan tik", press enter, it is in the basket. */
export function TakeOrder({ table }: { table: Table }) {
  const menu = feed.state.value?.menu;
  const [typed, setTyped] = useState("");
  const [category, setCategory] = useState("");
  const [choosing, setChoosing] = useState<BasketLine | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const basket = basketOf(table.id);

  useEffect(() => {
    // A phone's keyboard would hide the dishes; a real one is there to be used at once.
    if (matchMedia("(pointer: fine)").matches) search.current?.focus();
  }, []);

  const { quantity, query } = quickly(typed);
  const found = useMemo(() => {
    const items = menu?.items ?? [];
    if (query.trim()) return findDishes(items, query);
    return category ? items.filter((item) => item.category_id === category) : items;
  }, [menu, query, category]);
  if (!menu) return null;

  const put = (next: Basket) => setBasket(table.id, next);

  function pick(item: MenuItem) {
    if (!menu || !item.is_available) return;
    const line = blank(item, quantity);
    if (needsChoice(menu, item)) setChoosing(line);
    else put(add(basket, line));
    setTyped("");
  }

  const last = ordersOf(table).find((order) => !isRefused(order));
  function again() {
    if (!menu || !last) return;
    const { basket: more, gone } = repeat(menu, last.lines, () => newUuid());
    put(more.reduce(add, basket));
    if (gone.length > 0) toast(`No longer to be had: ${gone.join(", ")}`, { bad: true });
  }

  return (
    <>
      <PaneHead
        title={`Order, table ${table.name}`}
        onBack={() => go({ at: "table", table: table.id }, true)}
      >
        {last && (
          <button type="button" class="chip" data-testid="repeat-round" onClick={again}>
            Same again
          </button>
        )}
      </PaneHead>
      <div class="take">
        <div class="take-menu">
          <div class="take-find">
            <label class="take-search">
              <Icon name="search" />
              <span class="said">Find a dish</span>
              <input
                ref={search}
                class="input"
                type="search"
                autocomplete="off"
                enterkeyhint="done"
                placeholder="Find a dish, or “2 pan tik”"
                value={typed}
                data-testid="dish-search"
                onInput={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={(event) => {
                  const first = found[0];
                  if (event.key === "Enter" && query.trim() && first) pick(first);
                }}
              />
            </label>
            {!query.trim() && (
              <div class="chips">
                {[{ id: "", name: "All" }, ...menu.categories].map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    class="chip"
                    aria-pressed={category === one.id ? "true" : "false"}
                    onClick={() => setCategory(one.id)}
                  >
                    {one.name}
                  </button>
                ))}
              </div>
            )}
          </div>
          {found.length === 0 ? (
            <Empty icon="search" title={`Nothing found for “${query.trim()}”`}>
              Try the first letters of its words: “pt” finds Paneer Tikka.
            </Empty>
          ) : (
            <ul class="dishes">
              {found.map((item, at) => (
                <DishRow
                  key={item.id}
                  item={item}
                  times={query.trim() && at === 0 ? quantity : 1}
                  first={Boolean(query.trim()) && at === 0}
                  inBasket={basket
                    .filter((line) => line.menu_item_id === item.id)
                    .reduce((sum, line) => sum + line.quantity, 0)}
                  onPick={() => pick(item)}
                />
              ))}
            </ul>
          )}
        </div>
        <BasketPanel table={table} menu={menu} basket={basket} onEdit={setChoosing} />
      </div>
      {choosing && (
        <Choose
          menu={menu}
          line={choosing}
          onClose={() => setChoosing(null)}
          onDone={(line) => {
            const others = basket.filter((one) => one.id !== line.id);
            const known = others.length < basket.length;
            const edited = basket.map((one) => (one.id === line.id ? line : one));
            put(known ? edited : add(basket, line));
            setChoosing(null);
          }}
        />
      )}
    </>
  );
}

function blank(item: MenuItem, quantity: number): BasketLine {
  return {
    id: newUuid(),
    menu_item_id: item.id,
    variant_id: null,
    modifiers: [],
    quantity,
    note: "",
  };
}
