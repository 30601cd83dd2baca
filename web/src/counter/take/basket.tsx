import { useState } from "preact/hooks";
import type { Menu, Table } from "../../api/schema";
import { Button, confirm, formatPrice, Icon, Stepper } from "../../look";
import {
  type Basket,
  type BasketLine,
  change,
  countOf,
  coursesIn,
  groupsOf,
  itemsPaise,
  unitPaise,
} from "../model/basket";
import { sendOrder, setBasket } from "../state/sending";
import { go } from "../state/where";

export interface BasketPanelProps {
  table: Table;
  menu: Menu;
  basket: Basket;
  onEdit: (line: BasketLine) => void;
}

/** Beside the dishes on a tablet; on a phone a bar below them that opens. */
export function BasketPanel({ table, menu, basket, onEdit }: BasketPanelProps) {
  const [open, setOpen] = useState(false);
  const [notes, setNotes] = useState("");
  const count = countOf(basket);
  const total = itemsPaise(menu, basket);
  const courses = coursesIn(basket);
  const put = (next: Basket) => setBasket(table.id, next);

  async function clear() {
    const sure = await confirm({
      title: "Throw this order away?",
      yes: "Throw it away",
      danger: true,
    });
    if (sure) put([]);
  }
  function send(hold: boolean) {
    sendOrder(table.id, notes.trim(), hold);
    go({ at: "table", table: table.id }, true);
  }

  return (
    <section class={open ? "basket open" : "basket"} aria-label="This order">
      <button
        type="button"
        class="basket-bar"
        aria-expanded={open ? "true" : "false"}
        data-testid="basket-bar"
        onClick={() => setOpen(!open)}
      >
        <b class="count num">{count}</b>
        <span class="grow">
          {count === 0 ? "Nothing yet" : open ? "This order" : "See the order"}
        </span>
        <span class="num">{formatPrice(total)}</span>
        <Icon name={open ? "minus" : "plus"} />
      </button>
      <div class="basket-body">
        {basket.length === 0 ? (
          <p class="soft basket-empty">Tap dishes to add them. Each tap is one more.</p>
        ) : (
          <>
            {courses.map((course) => (
              <div key={course}>
                {courses.length > 1 && (
                  <h3 class="basket-course">
                    Course {course}{" "}
                    <span class="soft small">
                      {course === courses[0] ? "goes now" : "waits until you fire it"}
                    </span>
                  </h3>
                )}
                <ul>
                  {basket
                    .filter((line) => line.course === course)
                    .map((line) => (
                      <BasketRow
                        key={line.id}
                        menu={menu}
                        line={line}
                        onEdit={() => onEdit(line)}
                        onCount={(quantity) => put(change(basket, line.id, { quantity }))}
                      />
                    ))}
                </ul>
              </div>
            ))}
            <label class="basket-notes">
              <span class="small soft">Note for the whole order</span>
              <input
                class="input"
                maxLength={200}
                value={notes}
                data-testid="order-notes"
                onInput={(event) => setNotes(event.currentTarget.value)}
              />
            </label>
            <Button kind="plain" onClick={() => void clear()}>
              <Icon name="bin" /> Throw away
            </Button>
          </>
        )}
      </div>
      <div class="basket-foot row">
        <Button
          size="big"
          disabled={count === 0}
          label="Hold: write it down, fire it later"
          testid="hold-order"
          onClick={() => send(true)}
        >
          Hold
        </Button>
        <Button
          kind="primary"
          size="big"
          class="grow"
          disabled={count === 0}
          testid="send-order"
          onClick={() => send(false)}
        >
          <span>
            Send
            {count > 0 && <span class="num"> · {formatPrice(total)} + tax</span>}
          </span>
        </Button>
      </div>
    </section>
  );
}

interface BasketRowProps {
  menu: Menu;
  line: BasketLine;
  onEdit: () => void;
  onCount: (quantity: number) => void;
}

function BasketRow({ menu, line, onEdit, onCount }: BasketRowProps) {
  const item = menu.items.find((one) => one.id === line.menu_item_id);
  const name = item?.name ?? "No longer on the menu";
  const variant = item?.variants.find((one) => one.id === line.variant_id)?.name ?? "";
  const extras = item
    ? groupsOf(menu, item)
        .flatMap((group) => group.modifiers)
        .filter((one) => line.modifiers.includes(one.id))
        .map((one) => one.name)
    : [];
  return (
    <li class="basket-row">
      <button type="button" class="basket-edit" onClick={onEdit}>
        <strong>
          {name} {variant && <em>{variant}</em>}
        </strong>
        {line.seat !== null && <small class="seat-mark">seat {line.seat}</small>}
        {extras.length > 0 && <small class="soft">{extras.join(", ")}</small>}
        {line.note ? (
          <small class="note">{line.note}</small>
        ) : (
          <small class="add-note">Change or add a note</small>
        )}
      </button>
      <span class="num basket-price">{formatPrice(unitPaise(menu, line) * line.quantity)}</span>
      <Stepper what={name} value={line.quantity} min={0} onChange={onCount} />
    </li>
  );
}
