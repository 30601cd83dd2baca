import type { MenuItem } from "../../api/schema";
import { DietMark, formatPrice } from "../../look";

export interface DishRowProps {
  item: MenuItem;
  /** The one that "enter" takes. */
  first: boolean;
  times: number;
  inBasket: number;
  onPick: () => void;
}

export function DishRow({ item, first, times, inBasket, onPick }: DishRowProps) {
  const prices = item.variants.map((variant) => variant.price_paise);
  const price = prices.length > 0 ? Math.min(...prices) : item.price_paise;
  return (
    <li>
      <button
        type="button"
        class={first ? "dish first" : "dish"}
        disabled={!item.is_available}
        data-testid={`dish-${item.name}`}
        onClick={onPick}
      >
        <DietMark diet={item.diet} />
        <span class="grow">
          <strong>{item.name}</strong>
          {item.name_local && (
            <small lang="hi" class="soft">
              {item.name_local}
            </small>
          )}
        </span>
        {times > 1 && <b class="count num">×{times}</b>}
        {inBasket > 0 && <b class="count num">{inBasket}</b>}
        <span class="num dish-price">
          {item.is_available ? (
            <>
              {prices.length > 1 && <small class="soft">from </small>}
              {formatPrice(price)}
            </>
          ) : (
            <small>Sold out</small>
          )}
        </span>
      </button>
    </li>
  );
}
