import { useState } from "preact/hooks";
import type { Menu, MenuItem } from "../../api/schema";
import { Button, DietMark, Field, formatPrice, Sheet, Stepper } from "../../look";
import { type BasketLine, groupsOf, missing, toggle, unitPaise } from "../model/basket";
import { SeatAndCourse } from "./seat-course";

export interface ChooseProps {
  menu: Menu;
  line: BasketLine;
  seats: number;
  onDone: (line: BasketLine) => void;
  onClose: () => void;
}

/** Size, extras, a note: only opened when something must be asked, or when a line is changed. */
export function Choose({ menu, line: given, seats, onDone, onClose }: ChooseProps) {
  const item = menu.items.find((one) => one.id === given.menu_item_id);
  const [line, setLine] = useState(given);
  if (!item) return null;
  const lacks = missing(menu, item, line);
  const total = unitPaise(menu, line) * line.quantity;
  const put = (more: Partial<BasketLine>) => setLine((old) => ({ ...old, ...more }));
  return (
    <Sheet
      title={item.name}
      onClose={onClose}
      foot={
        <div class="row">
          <Stepper
            what={item.name}
            value={line.quantity}
            onChange={(quantity) => put({ quantity })}
          />
          <Button
            kind="primary"
            size="big"
            class="grow"
            disabled={lacks !== ""}
            testid="choose-add"
            onClick={() => onDone(line)}
          >
            {lacks || <>Take it · {formatPrice(total)}</>}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <p class="row soft">
          <DietMark diet={item.diet} /> {item.description}
        </p>
        <Sizes item={item} line={line} onPick={(variant_id) => put({ variant_id })} />
        {groupsOf(menu, item).map((group) => (
          <fieldset key={group.id} class="choices">
            <legend>
              {group.name}{" "}
              <span class="soft small">{rule(group.min, group.max, group.modifiers.length)}</span>
            </legend>
            {group.modifiers.map((one) => (
              <Option
                key={one.id}
                name={one.name}
                price={one.price_paise > 0 ? `+${formatPrice(one.price_paise)}` : ""}
                on={line.modifiers.includes(one.id)}
                gone={!one.is_available}
                onClick={() => put({ modifiers: toggle(group, line.modifiers, one.id) })}
              />
            ))}
          </fieldset>
        ))}
        <SeatAndCourse
          course={line.course}
          seat={line.seat}
          seats={seats}
          onCourse={(course) => put({ course })}
          onSeat={(seat) => put({ seat })}
        />
        <Field
          label="Note for the kitchen"
          value={line.note}
          onInput={(note) => put({ note })}
          maxLength={200}
          placeholder="Less spicy, no onion…"
          testid="line-note"
        />
      </div>
    </Sheet>
  );
}

function Sizes(props: { item: MenuItem; line: BasketLine; onPick: (id: string) => void }) {
  const { item, line, onPick } = props;
  if (item.variants.length === 0) return null;
  return (
    <fieldset class="choices">
      <legend>
        Size <span class="soft small">choose one</span>
      </legend>
      {item.variants.map((one) => (
        <Option
          key={one.id}
          name={one.name}
          price={formatPrice(one.price_paise)}
          on={line.variant_id === one.id}
          gone={!one.is_available}
          onClick={() => onPick(one.id)}
        />
      ))}
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  price: string;
  on: boolean;
  gone: boolean;
  onClick: () => void;
}

function Option({ name, price, on, gone, onClick }: OptionProps) {
  return (
    <button
      type="button"
      class="option"
      aria-pressed={on ? "true" : "false"}
      disabled={gone}
      onClick={onClick}
    >
      <span>{name}</span>
      <small class="num">{gone ? "sold out" : price}</small>
    </button>
  );
}

function rule(min: number, max: number, count: number): string {
  if (min === 1 && max === 1) return "choose one";
  if (min > 0) return `choose ${min === max ? min : `${min} to ${max}`}`;
  return max > 0 && max < count ? `at most ${max}` : "as you like";
}
