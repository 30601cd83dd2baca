import type { Allergen, MenuItem } from "../../api/schema";

export const FILTERS = ["veg", "vegan", "jain", "no_nuts", "no_milk", "no_gluten"] as const;
export type Filter = (typeof FILTERS)[number];

/** Nuts means both: who avoids one is rarely glad of the other. */
const WITHOUT: Partial<Record<Filter, Allergen[]>> = {
  no_nuts: ["NUTS", "PEANUT"],
  no_milk: ["MILK"],
  no_gluten: ["GLUTEN"],
};

export function passes(item: MenuItem, filters: readonly Filter[]): boolean {
  return filters.every((filter) => {
    if (filter === "veg") return item.diet === "VEG";
    if (filter === "vegan") return item.is_vegan;
    if (filter === "jain") return item.is_jain;
    return !WITHOUT[filter]?.some((allergen) => item.allergens.includes(allergen));
  });
}

export function toggle(filters: readonly Filter[], filter: Filter): Filter[] {
  return filters.includes(filter)
    ? filters.filter((other) => other !== filter)
    : [...filters, filter];
}

/** What storage gave back may be from another version of this page. */
export function knownFilters(value: unknown): Filter[] {
  return Array.isArray(value) ? FILTERS.filter((filter) => value.includes(filter)) : [];
}
