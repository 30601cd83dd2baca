import type { Menu, MenuItem } from "../../api/schema";

/** How often each dish was sent to the kitchen from this device. */
export type Tally = Record<string, number>;

const SHOWN = 12;
/** Old habits fade: past this, all counts are halved. */
const MOST = 400;

export function tallied(tally: Tally, dishes: { id: string; quantity: number }[]): Tally {
  const next = { ...tally };
  for (const { id, quantity } of dishes) next[id] = (next[id] ?? 0) + quantity;
  if (Object.values(next).reduce((sum, count) => sum + count, 0) <= MOST) return next;
  const halved = Object.entries(next).map(([id, count]) => [id, count >> 1] as const);
  return Object.fromEntries(halved.filter(([, count]) => count > 0));
}

/** What is ordered most here, then what the house sells most. */
export function favourites(menu: Menu, tally: Tally): MenuItem[] {
  const rank = (item: MenuItem) => (tally[item.id] ?? 0) + (item.is_popular ? 0.5 : 0);
  return menu.items
    .filter((item) => rank(item) > 0)
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, SHOWN);
}
