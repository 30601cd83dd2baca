/** The illustrations that come with the house, by what they show. */
export const PICTURES = [
  "biryani",
  "chaat",
  "chai",
  "chicken",
  "coffee",
  "curry-green",
  "curry-red",
  "dal",
  "dosa",
  "egg",
  "fish",
  "gulab-jamun",
  "halwa",
  "idli",
  "jalebi",
  "juice",
  "kebab",
  "kheer",
  "kulfi",
  "lassi",
  "lime-soda",
  "mutton",
  "naan",
  "pakora",
  "paneer",
  "paratha",
  "prawn",
  "raita",
  "rice",
  "roti",
  "salad",
  "samosa",
  "soup",
  "thali",
  "tikka",
  "water",
] as const;

export function pictureUrl(key: string): string {
  return `/menu/pictures/${encodeURIComponent(key)}.svg`;
}

/** "curry-red" → "Curry red" */
export function pictureWord(key: string): string {
  const words = key.replace(/-/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
