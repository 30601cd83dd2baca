import { computed, signal } from "@preact/signals";
import type { Menu, PublicHouse } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { keep } from "../../app/keep";
import { type Filter, knownFilters, toggle } from "../model/filters";
import { sections } from "../model/menu";
import { api } from "./seat";

/** The last menu seen is shown at once; the fresh one replaces it when it comes. */
export const menu = signal<Menu | null>(keep.get<Menu | null>("menu", null));
export const house = signal<PublicHouse | null>(keep.get<PublicHouse | null>("house", null));
export const shopError = signal<ApiError | null>(null);

export const filters = signal<Filter[]>(knownFilters(keep.get("filters", [])));
export const shown = computed(() => (menu.value ? sections(menu.value, filters.value) : []));
export const shownCount = computed(() =>
  shown.value.reduce((sum, section) => sum + section.items.length, 0),
);

export async function loadMenu(): Promise<void> {
  try {
    const fresh = await api.get<Menu>("/api/menu/items");
    shopError.value = null;
    if (sameMenu(fresh, menu.value)) return;
    menu.value = fresh;
    keep.set("menu", fresh);
  } catch (problem) {
    shopError.value = asApiError(problem);
  }
}

function sameMenu(one: Menu, other: Menu | null): boolean {
  return other !== null && JSON.stringify(one) === JSON.stringify(other);
}

export async function loadHouse(): Promise<void> {
  try {
    house.value = await api.get<PublicHouse>("/api/house");
    keep.set("house", house.value);
  } catch {
    // The menu says that the box is away; the name alone is no reason to say it twice.
  }
}

export function toggleFilter(filter: Filter): void {
  filters.value = toggle(filters.value, filter);
  keep.set("filters", filters.value);
}

export function clearFilters(): void {
  filters.value = [];
  keep.set("filters", []);
}

export function dish(id: string) {
  return menu.value?.items.find((item) => item.id === id) ?? null;
}

/** The box said so before the new menu arrived. */
export function markSoldOut(id: string): void {
  if (!menu.value) return;
  const items = menu.value.items.map((item) =>
    item.id === id ? { ...item, is_available: false } : item,
  );
  menu.value = { ...menu.value, items };
}
