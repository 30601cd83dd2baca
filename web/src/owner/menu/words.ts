import type { Allergen, ModifierGroup } from "../../api/schema";

export const ALLERGENS: { key: Allergen; word: string }[] = [
  { key: "GLUTEN", word: "Gluten" },
  { key: "MILK", word: "Milk" },
  { key: "NUTS", word: "Nuts" },
  { key: "PEANUT", word: "Peanut" },
  { key: "EGG", word: "Egg" },
  { key: "SOY", word: "Soy" },
  { key: "SESAME", word: "Sesame" },
  { key: "MUSTARD", word: "Mustard" },
  { key: "FISH", word: "Fish" },
  { key: "SHELLFISH", word: "Shellfish" },
  { key: "SULPHITE", word: "Sulphite" },
  { key: "CELERY", word: "Celery" },
];

/** What a guest must do: "choose 1", "up to 3", "1 to 2". */
export function groupRule({ min, max }: Pick<ModifierGroup, "min" | "max">): string {
  if (min === max) return `choose ${min}`;
  return min === 0 ? `up to ${max}` : `${min} to ${max}`;
}

const TAXES: Record<string, string> = {
  restaurant: "Restaurant service",
  packaged: "Packaged goods, sold as they are",
};

export function taxWord(key: string): string {
  return TAXES[key] ?? key;
}
