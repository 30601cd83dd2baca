import type { MenuItem } from "../../api/schema";
import { Button, DietMark, formatPrice } from "../../look";
import { Switch } from "../parts/controls";
import { Picture } from "./picture";
import { setAvailable } from "./store";

export interface DishRowProps {
  item: MenuItem;
  onOpen: () => void;
  onStock: () => void;
}

export function DishRow({ item, onOpen, onStock }: DishRowProps) {
  return (
    <li class={item.is_available ? "dish" : "dish out"} data-testid="dish-row">
      <button type="button" class="dish-open" onClick={onOpen} data-testid="dish-open">
        <Picture of={item.picture} />
        <span class="dish-words">
          <span class="dish-name">
            <span class="dish-title">
              <DietMark diet={item.diet} size="0.9375rem" />
              <strong>{item.name}</strong>
            </span>
            {item.name_local && <span class="soft local">{item.name_local}</span>}
          </span>
          <span class="soft small dish-about">{about(item)}</span>
        </span>
        <span class="dish-price num">{priceWords(item)}</span>
      </button>
      <div class="dish-switch">
        <Button
          kind="plain"
          label={`What is left of ${item.name}`}
          testid="dish-stock"
          onClick={onStock}
        >
          <span class="small">{stockWords(item)}</span>
        </Button>
        <Switch
          on={item.is_available}
          onChange={(on) => void setAvailable(item, on)}
          label={`${item.name} is available`}
          testid="dish-available"
        />
      </div>
    </li>
  );
}

function stockWords(item: MenuItem): string {
  if (!item.is_available) return "Sold out";
  if (item.left !== null) return `${item.left} left`;
  const gone = item.variants.filter((one) => !one.is_available);
  return gone.length > 0 ? `No ${gone.map((one) => one.name).join(", ")}` : "Available";
}

function about(item: MenuItem): string {
  const marks = [item.is_jain && "Jain", item.is_vegan && "vegan"].filter(Boolean).join(", ");
  return [item.description, marks].filter(Boolean).join(" · ");
}

function priceWords(item: MenuItem): string {
  const prices = item.variants.map((one) => one.price_paise);
  if (prices.length === 0) return formatPrice(item.price_paise);
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  return low === high ? formatPrice(low) : `${formatPrice(low)} – ${formatPrice(high)}`;
}
