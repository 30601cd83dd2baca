import type { MenuItem, ModifierGroup, Variant } from "../../api/schema";

/** What a guest has picked in the dish sheet. */
export interface Choice {
  variantId: string | null;
  modifiers: string[];
  quantity: number;
  note: string;
}

export const MOST = 50;
export const NOTE_LENGTH = 140;

export function groupsOf(item: MenuItem, groups: readonly ModifierGroup[]): ModifierGroup[] {
  return item.modifier_group_ids.flatMap((id) => groups.filter((group) => group.id === id));
}

/** A choice to begin with: a variant only when there is no real choosing to do. */
export function firstChoice(item: MenuItem): Choice {
  const open = item.variants.filter((variant) => variant.is_available);
  const only = open.length === 1 ? open[0] : undefined;
  return { variantId: only?.id ?? null, modifiers: [], quantity: 1, note: "" };
}

/** Can it go into the cart with one tap? */
export function isSimple(item: MenuItem, groups: readonly ModifierGroup[]): boolean {
  return item.variants.length === 0 && groupsOf(item, groups).every((group) => group.min === 0);
}

export function pickedIn(group: ModifierGroup, picked: readonly string[]): string[] {
  const ids = group.modifiers.map((modifier) => modifier.id);
  return picked.filter((id) => ids.includes(id));
}

/** One of one: the new pick replaces the old. Otherwise a pick above the maximum is refused. */
export function pick(group: ModifierGroup, picked: readonly string[], id: string): string[] {
  if (picked.includes(id)) {
    return group.max === 1 && group.min === 1 ? [...picked] : picked.filter((one) => one !== id);
  }
  const here = pickedIn(group, picked);
  if (group.max === 1) return [...picked.filter((one) => !here.includes(one)), id];
  return here.length >= group.max ? [...picked] : [...picked, id];
}

export function isFull(group: ModifierGroup, picked: readonly string[]): boolean {
  return group.max > 1 && pickedIn(group, picked).length >= group.max;
}

/** The first thing still to be chosen: "variant", a group's id, or null when all is well. */
export function missing(
  item: MenuItem,
  groups: readonly ModifierGroup[],
  choice: Choice,
): string | null {
  if (item.variants.length > 0 && !variantOf(item, choice)) return "variant";
  const short = groupsOf(item, groups).find(
    (group) => pickedIn(group, choice.modifiers).length < group.min,
  );
  return short?.id ?? null;
}

export function variantOf(item: MenuItem, choice: Pick<Choice, "variantId">): Variant | null {
  return item.variants.find((variant) => variant.id === choice.variantId) ?? null;
}

/** Price of one, for showing while choosing; what counts is the quote of the box. */
export function unitPaise(
  item: MenuItem,
  groups: readonly ModifierGroup[],
  choice: Pick<Choice, "variantId" | "modifiers">,
): number {
  const base = variantOf(item, choice)?.price_paise ?? item.price_paise;
  const extras = groupsOf(item, groups)
    .flatMap((group) => group.modifiers)
    .filter((modifier) => choice.modifiers.includes(modifier.id));
  return extras.reduce((sum, modifier) => sum + modifier.price_paise, base);
}
