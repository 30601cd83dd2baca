import type { MenuItem } from "../../api/schema";
import { Badge, Icon } from "../../look";
import { t } from "../words";

/** One to three chillies, said in words too. */
export function Spice({ level }: { level: number }) {
  if (level === 0) return null;
  return (
    <span class="spice" role="img" aria-label={t("spice", level)}>
      {Array.from({ length: level }, (_, at) => (
        <Icon key={at} name="chili" size="1rem" />
      ))}
    </span>
  );
}

export function allergenWords(item: MenuItem): string {
  return item.allergens.map((allergen) => t(allergen)).join(", ");
}

/** So few that it is worth saying. */
const FEW = 5;

/** The short words beside a dish's name. */
export function DishBadges({ item }: { item: MenuItem }) {
  return (
    <>
      {!item.is_available && <Badge tone="bad">{t("soldOut")}</Badge>}
      {item.is_available && item.left !== null && item.left <= FEW && (
        <Badge tone="wait">{t("onlyLeft", item.left)}</Badge>
      )}
      {item.is_available && item.is_popular && <Badge tone="accent">{t("popular")}</Badge>}
      {item.is_vegan && <Badge>{t("vegan")}</Badge>}
      {item.is_jain && <Badge>{t("jain")}</Badge>}
    </>
  );
}
