import { Badge, DietMark, Money, Stepper } from "../../look";
import type { ShownLine } from "../model/cart";
import { setQuantity } from "../state/cart";
import { openSheet } from "../state/nav";
import { placing } from "../state/orders";
import { dish } from "../state/shop";
import { say } from "../table-words";
import { names, t } from "../words";

/** What was picked, in one line: "Half, Mild, Extra paneer". */
export function detailsOf(line: { variant_name: string; modifiers: { name: string }[] }): string {
  return [line.variant_name, ...line.modifiers.map((one) => one.name)].filter(Boolean).join(", ");
}

export function lineName(line: { menu_item_id: string; name: string }): string {
  const item = dish(line.menu_item_id);
  return item ? names(item).first : line.name;
}

export function CartLineRow({ line }: { line: ShownLine }) {
  const name = lineName(line);
  const details = detailsOf(line);
  const editable = line.mine && !placing.value;
  return (
    <li class={line.is_available ? "cart-line" : "cart-line gone"}>
      <DietMark diet={line.diet} size="1.125rem" />
      <div class="cart-line-words">
        <p class="cart-line-name">{name}</p>
        {details && <p class="small soft">{details}</p>}
        {line.special_instructions && <p class="small soft">“{line.special_instructions}”</p>}
        {!line.is_available && <p class="small wrong-text">{say("cartSoldOut")}</p>}
        {line.unsent && <Badge tone="wait">{say("unsent")}</Badge>}
        {editable && line.is_available && dish(line.menu_item_id) && (
          <button
            type="button"
            class="link"
            aria-label={say("editDish", name)}
            onClick={() => openSheet({ kind: "dish", id: line.menu_item_id, lineId: line.line_id })}
          >
            {t("edit")}
          </button>
        )}
      </div>
      <div class="cart-line-side">
        <Money paise={line.total_paise} strong />
        {editable ? (
          <Stepper
            min={0}
            what={name}
            value={line.quantity}
            onChange={(quantity) => setQuantity(line, quantity)}
          />
        ) : (
          <span class="num soft">× {line.quantity}</span>
        )}
      </div>
    </li>
  );
}
