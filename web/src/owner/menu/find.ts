import type { Category, Menu, MenuItem } from "../../api/schema";

export interface Look {
  words: string;
  /** "" = all */
  category: string;
  soldOut: boolean;
}

export interface Shelf {
  category: Category;
  items: MenuItem[];
}

/** Lower case, without accents: "Rosé" is found by "rose", "मेज़" by "मेज". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u093c]/g, "")
    .toLowerCase();
}

/** The dishes to show, by category, in the menu's order. Every word must be found somewhere. */
export function shelves(menu: Menu, look: Look): Shelf[] {
  const words = plain(look.words).split(/\s+/).filter(Boolean);
  const fits = (item: MenuItem) => {
    if (look.soldOut && item.is_available) return false;
    if (words.length === 0) return true;
    const all = plain([item.name, item.name_local, item.description, ...item.stations].join(" "));
    return words.every((word) => all.includes(word));
  };
  return sorted(menu.categories)
    .filter((category) => !look.category || category.id === look.category)
    .map((category) => ({
      category,
      items: sorted(menu.items.filter((item) => item.category_id === category.id)).filter(fits),
    }));
}

export function sorted<T extends { sort: number; name: string }>(list: T[]): T[] {
  return [...list].sort((a, b) => a.sort - b.sort || a.name.localeCompare(b.name));
}

/** What is used already, for the fields that take any word; the commonest first. */
export function used(menu: Menu, key: "stations" | "tax_class"): string[] {
  const counts = new Map<string, number>();
  for (const word of menu.items.flatMap((item) => item[key])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}
