import type { Allergen, Menu, MenuItem, MenuItemDraft } from "../../api/schema";
import { parseMoney } from "../../look";
import { used } from "./find";

/** A price or a choice as typed. */
export interface PricedRow {
  id?: string;
  name: string;
  price: string;
}

/** The dish as typed: money and minutes are text until it is saved. */
export type DishForm = Omit<MenuItemDraft, "price_paise" | "prep_minutes" | "variants"> & {
  price: string;
  prep_minutes: string;
  variants: PricedRow[];
};

export type DishProblems = Partial<
  Record<
    "name" | "category_id" | "price" | "variants" | "prep_minutes" | "stations" | "marks",
    string
  >
>;

/** The largest price a dish may carry: one lakh rupees is a slip of the finger. */
export const MOST_PAISE = 10_000_000;

/** 28000 → "280", 28050 → "280.50": as one would type it. */
export function rupeesTyped(paise: number): string {
  const whole = Math.floor(paise / 100);
  const rest = paise % 100;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, "0")}`;
}

export function priceProblem(text: string): string {
  if (!text.trim()) return "Say the price.";
  const paise = parseMoney(text);
  if (paise === null) return "Rupees and paise, like 280 or 280.50.";
  return paise > MOST_PAISE ? "More than ₹1,00,000? Check the dot." : "";
}

export function formOf(item: MenuItem): DishForm {
  const {
    id: _id,
    is_popular: _popular,
    left: _left,
    price_paise,
    prep_minutes,
    variants,
    ...rest
  } = item;
  return {
    ...rest,
    price: rupeesTyped(price_paise),
    prep_minutes: String(prep_minutes),
    variants: [...variants]
      .sort((a, b) => a.sort - b.sort)
      .map((one) => ({ id: one.id, name: one.name, price: rupeesTyped(one.price_paise) })),
  };
}

/** A place after all the dishes of a category. */
export function lastPlace(menu: Menu, category_id: string): number {
  const there = menu.items.filter((one) => one.category_id === category_id);
  return Math.max(0, ...there.map((one) => one.sort + 1));
}

/** An empty form that already says what most dishes of this house say. */
export function newForm(menu: Menu, category_id: string): DishForm {
  const near = menu.items.filter((one) => one.category_id === category_id);
  const like = near.length > 0 ? { ...menu, items: near } : menu;
  return {
    category_id: category_id || (menu.categories[0]?.id ?? ""),
    name: "",
    name_local: "",
    description: "",
    price: "",
    diet: "VEG",
    is_jain: false,
    is_vegan: false,
    spice: 0,
    allergens: [],
    is_available: true,
    tax_class: used(like, "tax_class")[0] ?? "restaurant",
    stations: near[0]?.stations ?? [],
    prep_minutes: "15",
    picture: "",
    sort: lastPlace(menu, category_id),
    variants: [],
    modifier_group_ids: [],
  };
}

export function problemsOf(form: DishForm): DishProblems {
  const problems: DishProblems = {};
  if (!form.name.trim()) problems.name = "A dish needs a name.";
  if (!form.category_id) problems.category_id = "Add a category first.";
  if (form.stations.length > 6) problems.stations = "At most six stations.";
  if (!/^\d{1,3}$/.test(form.prep_minutes) || Number(form.prep_minutes) > 240) {
    problems.prep_minutes = "Whole minutes, up to 240.";
  }
  if (form.variants.length === 0) {
    const wrong = priceProblem(form.price);
    if (wrong) problems.price = wrong;
  } else {
    const wrong = rowsProblem(form.variants);
    if (wrong) problems.variants = wrong;
  }
  const marks = marksProblem(form);
  if (marks) problems.marks = marks;
  return problems;
}

/** Guests trust the marks with faith and health: those that contradict are refused. */
export function marksProblem({ diet, is_vegan, allergens }: DishForm): string {
  if (diet !== "VEG") return "";
  const has = (...these: Allergen[]) => these.some((one) => allergens.includes(one));
  if (has("FISH", "SHELLFISH")) return "With fish or shellfish it is not vegetarian.";
  if (has("EGG")) return "With egg in it, its mark is Egg.";
  if (is_vegan && has("MILK")) return "It cannot be vegan and contain milk.";
  return "";
}

/** Sizes and choices: each a name of its own and a price. */
export function rowsProblem(rows: PricedRow[]): string {
  const names = rows.map((one) => one.name.trim().toLowerCase());
  if (names.includes("")) return "Each needs a name.";
  if (new Set(names).size < names.length) return "Two have the same name.";
  const wrong = rows.find((one) => priceProblem(one.price));
  return wrong ? `${wrong.name.trim()}: ${priceProblem(wrong.price)}` : "";
}

/** What is sent. With sizes, the dish's own price is its smallest: it stands for it in lists. */
export function draftOf(form: DishForm): MenuItemDraft {
  const { price, prep_minutes, variants, ...rest } = form;
  const rows = variants.map((one) => ({
    ...(one.id ? { id: one.id } : {}),
    name: one.name.trim(),
    price_paise: parseMoney(one.price) ?? 0,
  }));
  const veg = form.diet === "VEG";
  return {
    ...rest,
    name: form.name.trim(),
    name_local: form.name_local.trim(),
    description: form.description.trim(),
    is_jain: veg && form.is_jain,
    is_vegan: veg && form.is_vegan,
    prep_minutes: Number(prep_minutes),
    price_paise:
      rows.length > 0 ? Math.min(...rows.map((one) => one.price_paise)) : (parseMoney(price) ?? 0),
    variants: rows,
  };
}
