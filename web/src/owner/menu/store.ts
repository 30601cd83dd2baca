import type { Menu, MenuItem, MenuItemDraft } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";

export const menu = createLoaded(() => api.get<Menu>("/api/menu/items"), ["menu"]);

function replace(item: MenuItem) {
  menu.change((old) => ({
    ...old,
    items: old.items.map((one) => (one.id === item.id ? item : one)),
  }));
}

/** At once on the screen; taken back when the box refuses. */
export async function setAvailable(item: MenuItem, is_available: boolean): Promise<void> {
  replace({ ...item, is_available });
  try {
    replace(await api.patch<MenuItem>(`/api/menu/items/${item.id}/availability`, { is_available }));
  } catch (problem) {
    replace(item);
    toast(`${item.name} was not changed. ${sorry(asApiError(problem))}`, { bad: true });
  }
}

export async function addDish(draft: MenuItemDraft, key?: string): Promise<void> {
  const item = await api.post<MenuItem>("/api/menu/items", draft, key ? { key } : {});
  menu.change((old) => ({
    ...old,
    items: [...old.items.filter((one) => one.id !== item.id), item],
  }));
  void menu.load();
}

export async function changeDish(id: string, draft: MenuItemDraft): Promise<void> {
  replace(await api.put<MenuItem>(`/api/menu/items/${id}`, draft));
  void menu.load();
}

/** Undo writes the dish anew: orders already taken keep their own copy of it. */
export async function removeDish(item: MenuItem): Promise<void> {
  await api.del(`/api/menu/items/${item.id}`);
  menu.change((old) => ({ ...old, items: old.items.filter((one) => one.id !== item.id) }));
  toast(`${item.name} is off the menu`, { undo: () => void bringBack(item) });
}

async function bringBack(item: MenuItem) {
  const { id: _id, is_popular: _popular, variants, ...rest } = item;
  const draft: MenuItemDraft = {
    ...rest,
    variants: variants.map(({ name, price_paise }) => ({ name, price_paise })),
  };
  try {
    await addDish(draft);
    toast(`${item.name} is back`);
  } catch (problem) {
    toast(`${item.name} did not come back. ${sorry(asApiError(problem))}`, { bad: true });
  }
}
