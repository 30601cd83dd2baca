import type { Category, Menu, MenuItem } from "../../api/schema";
import { type Filter, passes } from "./filters";

export interface Section {
  category: Category;
  items: MenuItem[];
}

/** Categories in their order with the dishes that pass; empty ones are left out. */
export function sections(menu: Menu, filters: readonly Filter[]): Section[] {
  const bySort = <T extends { sort: number }>(one: T, other: T) => one.sort - other.sort;
  return [...menu.categories]
    .sort(bySort)
    .map((category) => ({
      category,
      items: menu.items
        .filter((item) => item.category_id === category.id && passes(item, filters))
        .sort(bySort),
    }))
    .filter((section) => section.items.length > 0);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLocaleLowerCase("en-IN");
}

/** Search without the box: every word must occur; a hit in the name comes first. */
export function searchHere(menu: Menu, query: string): MenuItem[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = menu.items.flatMap((item) => {
    const name = plain(`${item.name} ${item.name_local}`);
    const all = `${name} ${plain(item.description)}`;
    if (!words.every((word) => all.includes(word))) return [];
    const inName = words.filter((word) => name.includes(word)).length;
    return [{ item, score: inName + (name.startsWith(words[0] ?? "") ? 1 : 0) }];
  });
  return scored.sort((one, other) => other.score - one.score).map((hit) => hit.item);
}

/** The smallest price one can pay, and whether there are dearer ones. */
export function priceFrom(item: MenuItem): { paise: number; from: boolean } {
  const prices = item.variants.map((variant) => variant.price_paise);
  if (prices.length === 0) return { paise: item.price_paise, from: false };
  const least = Math.min(...prices);
  return { paise: least, from: prices.some((price) => price > least) };
}
