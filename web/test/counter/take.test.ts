import { describe, expect, it } from "vitest";
import type { Menu, MenuItem } from "../../src/api/schema";
import {
  add,
  coursesIn,
  type BasketLine,
  change,
  itemsPaise,
  missing,
  needsChoice,
  repeat,
  toggle,
  toItems,
} from "../../src/counter/model/basket";
import { findDishes, quickly } from "../../src/counter/model/find";
import { aLine } from "../staff/fixtures";

const dish = (id: string, name: string, more: Partial<MenuItem> = {}): MenuItem => ({
  id,
  category_id: "c1",
  central_fields: [],
  name,
  name_local: "",
  description: "",
  price_paise: 28000,
  diet: "VEG",
  is_jain: false,
  is_vegan: false,
  spice: 0,
  allergens: [],
  is_available: true,
  tax_class: "restaurant",
  stations: ["Tandoor"],
  left: null,
  prep_minutes: 15,
  picture: "",
  sort: 0,
  is_popular: false,
  variants: [],
  modifier_group_ids: [],
  ...more,
});
const half = { id: "half", name: "Half", price_paise: 18000, sort: 0, is_available: true };
const full = { id: "full", name: "Full", price_paise: 32000, sort: 1, is_available: true };
const paneer = dish("paneer", "Paneer Tikka", { name_local: "पनीर टिक्का" });
const biryani = dish("biryani", "Veg Dum Biryani", { variants: [half, full] });
const naan = dish("naan", "Garlic Naan", { price_paise: 5000, modifier_group_ids: ["butter"] });
const butter = {
  id: "butter",
  name: "Butter or dry?",
  min: 1,
  max: 1,
  modifiers: [
    { id: "b", name: "Butter", price_paise: 1000, is_available: true },
    { id: "d", name: "Dry", price_paise: 0, is_available: true },
  ],
};
const menu: Menu = {
  revision: 1,
  categories: [],
  modifier_groups: [butter],
  items: [paneer, biryani, naan, dish("palak", "Palak Paneer")],
};
const line = (id: string, item: string, more: Partial<BasketLine> = {}): BasketLine => ({
  id,
  menu_item_id: item,
  variant_id: null,
  modifiers: [],
  quantity: 1,
  note: "",
  course: 1,
  seat: null,
  ...more,
});

describe("finding a dish", () => {
  const names = (query: string) => findDishes(menu.items, query).map((item) => item.name);
  it("takes beginnings of words, first letters, parts and half-heard names", () => {
    expect(names("pan tik")).toEqual(["Paneer Tikka"]);
    expect(names("pt")).toEqual(["Paneer Tikka"]);
    expect(names("paneer")).toEqual(["Paneer Tikka", "Palak Paneer"]);
    expect(names("पनीर")).toEqual(["Paneer Tikka"]);
    expect(names("iryan")).toEqual(["Veg Dum Biryani"]);
    expect(names("bryni")).toEqual(["Veg Dum Biryani"]);
    expect(names("zzz")).toEqual([]);
    expect(names("")).toHaveLength(4);
  });
  it("puts what is sold out last", () => {
    const items = [dish("a", "Paneer Tikka", { is_available: false }), dish("b", "Kadai Paneer")];
    expect(findDishes(items, "paneer")[0]?.id).toBe("b");
  });
  it("reads a number in front as how many", () => {
    expect(quickly("2 pan tik")).toEqual({ quantity: 2, query: "pan tik" });
    expect(quickly("12x naan")).toEqual({ quantity: 12, query: "naan" });
    expect(quickly("65")).toEqual({ quantity: 1, query: "65" });
    expect(quickly("99 naan")).toEqual({ quantity: 1, query: "99 naan" });
  });
});

describe("the basket", () => {
  it("keeps courses and seats apart", () => {
    const one = add(add([], line("a", "naan")), line("b", "naan", { course: 2 }));
    const two = add(one, line("c", "naan", { course: 2, seat: 3 }));
    expect(two.map((it) => [it.course, it.seat, it.quantity])).toEqual([
      [1, null, 1],
      [2, null, 1],
      [2, 3, 1],
    ]);
    expect(coursesIn(two)).toEqual([1, 2]);
    expect(toItems(two)[2]).toMatchObject({ course: 2, seat: 3 });
    expect(add(two, line("d", "naan", { course: 2, seat: 3 }))).toHaveLength(3);
  });

  it("counts the same dish up, but keeps another preparation apart", () => {
    const once = add([], line("1", "paneer"));
    expect(add(once, line("2", "paneer", { quantity: 2 }))).toMatchObject([{ quantity: 3 }]);
    expect(add(once, line("3", "paneer", { note: "no oil" }))).toHaveLength(2);
    expect(change(once, "1", { quantity: 0 })).toEqual([]);
  });

  it("asks only when something must be chosen", () => {
    expect([paneer, biryani, naan].map((item) => needsChoice(menu, item))).toEqual([
      false,
      true,
      true,
    ]);
    expect(missing(menu, biryani, line("1", "biryani"))).toBe("Choose a size");
    expect(missing(menu, naan, line("1", "naan"))).toBe("Butter or dry?");
    expect(missing(menu, naan, line("1", "naan", { modifiers: ["d"] }))).toBe("");
  });

  it("keeps to how many may be chosen", () => {
    expect(toggle(butter, ["b", "x"], "d")).toEqual(["x", "d"]);
    expect(toggle(butter, ["d"], "d")).toEqual([]);
    expect(toggle({ ...butter, max: 2 }, ["b"], "d")).toEqual(["b", "d"]);
    const two = { ...butter, max: 2, modifiers: [...butter.modifiers] };
    two.modifiers.push({ id: "g", name: "Ghee", price_paise: 1500, is_available: true });
    expect(toggle(two, ["b", "d"], "g")).toEqual(["b", "d"]);
  });

  it("adds up sizes and extras", () => {
    const basket = [
      line("1", "biryani", { variant_id: "half", quantity: 2 }),
      line("2", "naan", { modifiers: ["b"], quantity: 3 }),
    ];
    expect(itemsPaise(menu, basket)).toBe(2 * 18000 + 3 * 6000);
    expect(toItems(basket)).toEqual([
      { menu_item_id: "biryani", variant_id: "half", quantity: 2, modifiers: [], course: 1 },
      { menu_item_id: "naan", quantity: 3, modifiers: ["b"], course: 1 },
    ]);
  });

  it("repeats the last round, and says what is no longer there", () => {
    const lines = [
      aLine({ id: "1", menu_item_id: "biryani", variant_name: "Full", quantity: 1 }),
      aLine({ id: "2", menu_item_id: "naan", modifiers: [{ name: "Dry", price_paise: 0 }] }),
      aLine({ id: "3", menu_item_id: "gone", name: "Hilsa" }),
      aLine({ id: "4", menu_item_id: "biryani", variant_name: "Quarter", name: "Biryani" }),
      aLine({ id: "5", menu_item_id: "paneer", status: "VOIDED" }),
    ];
    let id = 0;
    const { basket, gone } = repeat(menu, lines, () => String(++id));
    expect(basket).toMatchObject([
      { menu_item_id: "biryani", variant_id: "full", quantity: 1 },
      { menu_item_id: "naan", modifiers: ["d"], quantity: 2 },
    ]);
    expect(gone).toEqual(["Hilsa", "Biryani"]);
  });
});
