import type { MenuItem } from "../../api/schema";
import { DietMark, formatPrice, Icon } from "../../look";
import { isSimple } from "../model/choice";
import { priceFrom } from "../model/menu";
import { allergenWords, DishBadges, Spice } from "../parts/marks";
import { Picture } from "../parts/picture";
import { addDish, myLines } from "../state/cart";
import { openSheet } from "../state/nav";
import { phase } from "../state/seat";
import { menu } from "../state/shop";
import { names, t } from "../words";

/** A dish as a line of a printed menu: words to the left, the picture and Add to the right. */
export function DishCard({ item }: { item: MenuItem }) {
  const { first, second, firstLang, secondLang } = names(item);
  const price = priceFrom(item);
  const amount = formatPrice(price.paise);
  const open = () => openSheet({ kind: "dish", id: item.id });
  return (
    <li class={item.is_available ? "dish" : "dish gone"}>
      {/* The whole card opens the dish; the name's button says so to those who use keys or ears. */}
      <div class="dish-words" onClick={open}>
        <h3 class="dish-title">
          <DietMark diet={item.diet} size="1.125rem" />
          <button
            type="button"
            class="dish-name"
            lang={firstLang}
            onClick={(event) => (event.stopPropagation(), open())}
          >
            {first}
          </button>
        </h3>
        {second && (
          <p class="dish-second" lang={secondLang}>
            {second}
          </p>
        )}
        <p class="dish-price">
          <span>{price.from ? t("from", amount) : amount}</span>
          <Spice level={item.spice} />
          <DishBadges item={item} />
        </p>
        {item.description && <p class="dish-text">{item.description}</p>}
        {item.allergens.length > 0 && (
          <p class="dish-allergens">{t("contains", allergenWords(item))}</p>
        )}
      </div>
      <div class="dish-side">
        <div onClick={open}>
          <Picture key={item.picture} name={item.picture} />
        </div>
        <AddButton item={item} />
      </div>
    </li>
  );
}

function AddButton({ item }: { item: MenuItem }) {
  const groups = menu.value?.modifier_groups ?? [];
  const { first } = names(item);
  const count = myLines.value
    .filter((line) => line.menu_item_id === item.id)
    .reduce((sum, line) => sum + line.quantity, 0);
  if (!item.is_available || phase.value === "ended") return null;
  const simple = isSimple(item, groups);

  function press() {
    if (!simple) return openSheet({ kind: "dish", id: item.id });
    addDish({ menu_item_id: item.id, quantity: 1, modifiers: [] }, first);
  }

  const label = !simple
    ? t("chooseDish", first)
    : count > 0
      ? t("addMore", first, count)
      : t("addDish", first);
  return (
    <button type="button" class={count > 0 ? "add some" : "add"} aria-label={label} onClick={press}>
      {count > 0 ? (
        <span class="num">{count}</span>
      ) : (
        <span>{simple ? t("add") : t("choose")}</span>
      )}
      <Icon name="plus" size="1rem" />
    </button>
  );
}
