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
async function atOnce(item: MenuItem, now: MenuItem, path: string, body: unknown): Promise<void> {
  replace(now);
  try {
    replace(await api.patch<MenuItem>(path, body));
  } catch (problem) {
    replace(item);
    toast(`${item.name} was not changed. ${sorry(asApiError(problem))}`, { bad: true });
  }
}

/** There again means: enough, and nobody counts. */
export function setAvailable(item: MenuItem, is_available: boolean): Promise<void> {
  const left = is_available ? null : item.left;
  const path = `/api/menu/items/${item.id}/availability`;
  return atOnce(item, { ...item, is_available, left }, path, { is_available });
}

/** So many portions are left; the last one ordered makes it sold out. */
export function setLeft(item: MenuItem, left: number): Promise<void> {
  const path = `/api/menu/items/${item.id}/availability`;
  return atOnce(item, { ...item, is_available: left > 0, left }, path, { left });
}

export function setVariantAvailable(item: MenuItem, id: string, is_available: boolean) {
  const variants = item.variants.map((one) => (one.id === id ? { ...one, is_available } : one));
  const path = `/api/menu/variants/${id}/availability`;
  return atOnce(item, { ...item, variants }, path, { is_available });
}

/** A choice is sold out in every dish that offers it. */
export async function setModifierAvailable(id: string, is_available: boolean): Promise<void> {
  const put = (available: boolean) =>
    menu.change((old) => ({
      ...old,
      modifier_groups: old.modifier_groups.map((group) => ({
        ...group,
        modifiers: group.modifiers.map((one) =>
          one.id === id ? { ...one, is_available: available } : one,
        ),
      })),
    }));
  put(is_available);
  try {
    await api.patch(`/api/menu/modifiers/${id}/availability`, { is_available });
  } catch (problem) {
    put(!is_available);
    toast(sorry(asApiError(problem)), { bad: true });
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
  const { id: _id, is_popular: _popular, left: _left, variants, ...rest } = item;
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
