import type { Cart, CartItemRequest, CartLine, Menu } from "../../api/schema";
import { groupsOf, unitPaise, variantOf } from "./choice";

/**
 * Changes this phone has made and the box has not yet answered, by line. `null` takes the line
 * away. They are kept in storage and laid over the box's cart, so that a reload or a dead spot
 * loses nothing; the newest change of a line replaces the older one.
 */
export type Changes = Record<string, CartItemRequest | null>;

export interface ShownLine extends CartLine {
  /** Not yet answered by the box. */
  unsent: boolean;
}

export interface Who {
  id: string;
  name: string;
}

export function overlay(cart: Cart | null, changes: Changes, menu: Menu, me: Who): ShownLine[] {
  const known = cart?.lines ?? [];
  const shown = known.flatMap((line): ShownLine[] => {
    const change = changes[line.line_id];
    if (change === null) return [];
    if (change === undefined) return [{ ...line, unsent: false }];
    const next = lineFrom(change, menu, me);
    return next ? [next] : [];
  });
  for (const [id, change] of Object.entries(changes)) {
    if (!change || known.some((line) => line.line_id === id)) continue;
    const next = lineFrom(change, menu, me);
    if (next) shown.push(next);
  }
  return shown;
}

function lineFrom(change: CartItemRequest, menu: Menu, me: Who): ShownLine | null {
  const item = menu.items.find((one) => one.id === change.menu_item_id);
  if (!item) return null;
  const choice = { variantId: change.variant_id ?? null, modifiers: change.modifiers };
  const unit = unitPaise(item, menu.modifier_groups, choice);
  const all = groupsOf(item, menu.modifier_groups).flatMap((group) => group.modifiers);
  return {
    line_id: change.line_id,
    guest_id: me.id,
    guest_name: me.name,
    menu_item_id: item.id,
    variant_id: choice.variantId,
    name: item.name,
    variant_name: variantOf(item, choice)?.name ?? "",
    modifiers: all.filter((modifier) => change.modifiers.includes(modifier.id)),
    quantity: change.quantity,
    special_instructions: change.special_instructions ?? "",
    unit_paise: unit,
    total_paise: unit * change.quantity,
    diet: item.diet,
    is_available: item.is_available,
    mine: true,
    unsent: true,
  };
}

export function requestOf(line: CartLine, quantity: number = line.quantity): CartItemRequest {
  return {
    line_id: line.line_id,
    menu_item_id: line.menu_item_id,
    variant_id: line.variant_id,
    quantity,
    modifiers: line.modifiers.map((modifier) => modifier.id),
    special_instructions: line.special_instructions,
  };
}

/** The line to add to when the same thing is asked for again, so that there is one row of two. */
export function sameLine(lines: readonly ShownLine[], ask: CartItemRequest): ShownLine | null {
  const key = (request: CartItemRequest) =>
    JSON.stringify([
      request.menu_item_id,
      request.variant_id ?? null,
      [...request.modifiers].sort(),
      request.special_instructions ?? "",
    ]);
  const wanted = key(ask);
  return lines.find((line) => line.mine && key(requestOf(line)) === wanted) ?? null;
}

export function countOf(lines: readonly ShownLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function sumOf(lines: readonly ShownLine[]): number {
  return lines.reduce((sum, line) => sum + line.total_paise, 0);
}

/** Other people's lines under their names, in the order in which they came. */
export function byGuest(lines: readonly ShownLine[]): { who: Who; lines: ShownLine[] }[] {
  const groups: { who: Who; lines: ShownLine[] }[] = [];
  for (const line of lines) {
    // What the staff laid in has no guest, but the name of who did.
    const id = line.guest_id ?? `staff:${line.guest_name}`;
    const group = groups.find((one) => one.who.id === id);
    if (group) group.lines.push(line);
    else groups.push({ who: { id, name: line.guest_name }, lines: [line] });
  }
  return groups;
}
