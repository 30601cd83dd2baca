import { useMemo, useRef, useState } from "preact/hooks";
import type { Menu, MenuItem, Table } from "../../api/schema";
import { newUuid } from "../../app/ids";
import { Empty, toast } from "../../look";
import { add, type Basket, type BasketLine, needsChoice, repeat } from "../model/basket";
import { favourites } from "../model/favourites";
import { findDishes, quickly } from "../model/find";
import { isRefused } from "../model/state";
import { basketOf, setBasket, tally } from "../state/sending";
import { feed, ordersOf } from "../state/store";
import { go } from "../state/where";
import { PaneHead } from "../table/pane";
import { BasketPanel } from "./basket";
import { Choose } from "./choose";
import { DishRow } from "./dish";
import { useLettersFocus } from "./letters";
import { SeatAndCourse } from "./seat-course";
import { FAVOURITES, Shelves, TakeSearch } from "./search";

/** As fast as pen and paper: type "2 pan tik", press enter, it is in the basket. */
export function TakeOrder({ table }: { table: Table }) {
  const menu = feed.state.value?.menu;
  const [typed, setTyped] = useState("");
  const [category, setCategory] = useState(FAVOURITES);
  const [course, setCourse] = useState(1);
  const [seat, setSeat] = useState<number | null>(null);
  const [choosing, setChoosing] = useState<BasketLine | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const basket = basketOf(table.id);
  useLettersFocus(search);

  const { quantity, query } = quickly(typed);
  const found = useMemo(
    () => (menu ? dishesFor(menu, query, category) : []),
    [menu, query, category],
  );
  if (!menu) return null;

  const put = (next: Basket) => setBasket(table.id, next);
  function pick(item: MenuItem) {
    if (!menu || !item.is_available) return;
    const line = { ...blank(item, quantity), course, seat };
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
  const seats = Math.max(table.sitting?.covers ?? 0, table.seats);
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
            <TakeSearch
              input={search}
              typed={typed}
              onType={setTyped}
              onEnter={() => found[0] && query.trim() && pick(found[0])}
            />
            {!query.trim() && <Shelves menu={menu} current={category} onPick={setCategory} />}
            <SeatAndCourse
              course={course}
              seat={seat}
              seats={Math.min(seats, 20)}
              onCourse={setCourse}
              onSeat={setSeat}
            />
          </div>
          <Found found={found} query={query} quantity={quantity} basket={basket} onPick={pick} />
        </div>
        <BasketPanel table={table} menu={menu} basket={basket} onEdit={setChoosing} />
      </div>
      {choosing && (
        <Choose
          menu={menu}
          line={choosing}
          seats={Math.min(seats, 20)}
          onClose={() => setChoosing(null)}
          onDone={(line) => {
            const known = basket.some((one) => one.id === line.id);
            const edited = basket.map((one) => (one.id === line.id ? line : one));
            put(known ? edited : add(basket, line));
            setChoosing(null);
          }}
        />
      )}
    </>
  );
}

function dishesFor(menu: Menu, query: string, category: string): MenuItem[] {
  if (query.trim()) return findDishes(menu.items, query);
  if (category === FAVOURITES) {
    const liked = favourites(menu, tally.value);
    return liked.length > 0 ? liked : menu.items;
  }
  return category ? menu.items.filter((item) => item.category_id === category) : menu.items;
}

interface FoundProps {
  found: MenuItem[];
  query: string;
  quantity: number;
  basket: Basket;
  onPick: (item: MenuItem) => void;
}

function Found({ found, query, quantity, basket, onPick }: FoundProps) {
  const asked = query.trim() !== "";
  if (found.length === 0) {
    return (
      <Empty icon="search" title={`Nothing found for “${query.trim()}”`}>
        Try the first letters of its words: “pt” finds Paneer Tikka.
      </Empty>
    );
  }
  return (
    <ul class="dishes">
      {found.map((item, at) => (
        <DishRow
          key={item.id}
          item={item}
          times={asked && at === 0 ? quantity : 1}
          first={asked && at === 0}
          inBasket={basket
            .filter((line) => line.menu_item_id === item.id)
            .reduce((sum, line) => sum + line.quantity, 0)}
          onPick={() => onPick(item)}
        />
      ))}
    </ul>
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
    course: 1,
    seat: null,
  };
}
