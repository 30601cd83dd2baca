import type { Menu, MenuItem, ModifierGroup, OrderItemRequest, OrderLine } from "../../api/schema";

/** One line of an order being taken. Kept on the device until the box has it. */
export interface BasketLine {
  id: string;
  menu_item_id: string;
  variant_id: string | null;
  modifiers: string[];
  quantity: number;
  note: string;
  /** 1 comes first; what is later waits until it is fired. */
  course: number;
  /** Who eats it; null = for the table. */
  seat: number | null;
}

export type Basket = BasketLine[];
export const MOST = 50;

/** Adds one; the same dish prepared the same way is counted up instead. */
export function add(basket: Basket, line: BasketLine): Basket {
  const same = basket.find((one) => choice(one) === choice(line));
  if (!same) return [...basket, line];
  return change(basket, same.id, { quantity: Math.min(MOST, same.quantity + line.quantity) });
}

export function change(basket: Basket, id: string, to: Partial<BasketLine>): Basket {
  return basket
    .map((line) => (line.id === id ? { ...line, ...to } : line))
    .filter((line) => line.quantity > 0);
}

const choice = (line: BasketLine) =>
  [
    line.menu_item_id,
    line.variant_id,
    [...line.modifiers].sort(),
    line.note.trim(),
    line.course,
    line.seat,
  ].join("|");

/** The courses an order has, in order. */
export const coursesIn = (basket: Basket) =>
  [...new Set(basket.map((line) => line.course))].sort((a, b) => a - b);

export const countOf = (basket: Basket) => basket.reduce((sum, line) => sum + line.quantity, 0);

export function toItems(basket: Basket): OrderItemRequest[] {
  return basket.map((line) => ({
    menu_item_id: line.menu_item_id,
    ...(line.variant_id ? { variant_id: line.variant_id } : {}),
    quantity: line.quantity,
    modifiers: line.modifiers,
    ...(line.note.trim() ? { special_instructions: line.note.trim() } : {}),
    course: line.course,
    ...(line.seat === null ? {} : { seat: line.seat }),
  }));
}

export function groupsOf(menu: Menu, item: MenuItem): ModifierGroup[] {
  return item.modifier_group_ids.flatMap((id) => {
    const group = menu.modifier_groups.find((one) => one.id === id);
    return group ? [group] : [];
  });
}

/** Must something be asked before it can be ordered? If not, one tap adds it. */
export function needsChoice(menu: Menu, item: MenuItem): boolean {
  return item.variants.length > 0 || groupsOf(menu, item).some((group) => group.min > 0);
}

/** What still has to be chosen; "" = it can be added. */
export function missing(menu: Menu, item: MenuItem, line: BasketLine): string {
  if (item.variants.length > 0 && !line.variant_id) return "Choose a size";
  for (const group of groupsOf(menu, item)) {
    const count = group.modifiers.filter((one) => line.modifiers.includes(one.id)).length;
    if (count < group.min) return group.name;
  }
  return "";
}

/** Ticks or unticks; where only one may be chosen the new one takes its place. */
export function toggle(group: ModifierGroup, chosen: string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((one) => one !== id);
  const mine = group.modifiers.map((one) => one.id);
  const others = chosen.filter((one) => !mine.includes(one));
  const kept = chosen.filter((one) => mine.includes(one));
  if (group.max === 1) return [...others, id];
  return kept.length >= group.max ? chosen : [...chosen, id];
}

export function unitPaise(menu: Menu, line: BasketLine): number {
  const item = menu.items.find((one) => one.id === line.menu_item_id);
  if (!item) return 0;
  const variant = item.variants.find((one) => one.id === line.variant_id);
  const extras = groupsOf(menu, item)
    .flatMap((group) => group.modifiers)
    .filter((one) => line.modifiers.includes(one.id));
  return (variant ?? item).price_paise + extras.reduce((sum, one) => sum + one.price_paise, 0);
}

export function itemsPaise(menu: Menu, basket: Basket): number {
  return basket.reduce((sum, line) => sum + line.quantity * unitPaise(menu, line), 0);
}

/** The last round once more, as far as the menu still has it, and what it no longer has. */
export function repeat(
  menu: Menu,
  lines: OrderLine[],
  newId: () => string,
): { basket: Basket; gone: string[] } {
  const gone: string[] = [];
  const basket = lines
    .filter((line) => line.status !== "VOIDED")
    .reduce<Basket>((all, line) => {
      const item = menu.items.find((one) => one.id === line.menu_item_id);
      const variant = item?.variants.find((one) => one.name === line.variant_name);
      const sized = !line.variant_name || variant?.is_available;
      if (!item?.is_available || !sized) {
        gone.push(line.name);
        return all;
      }
      const known = groupsOf(menu, item).flatMap((group) => group.modifiers);
      const names = line.modifiers.map((one) => one.name);
      return add(all, {
        id: newId(),
        menu_item_id: item.id,
        variant_id: variant?.id ?? null,
        modifiers: known.filter((one) => names.includes(one.name)).map((one) => one.id),
        quantity: Math.max(1, line.quantity - line.voided_quantity),
        note: line.special_instructions,
        course: 1,
        seat: line.seat,
      });
    }, []);
  return { basket, gone };
}
