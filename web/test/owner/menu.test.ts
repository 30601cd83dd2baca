import { describe, expect, it } from "vitest";
import type { Menu, MenuItem } from "../../src/api/schema";
import { moved } from "../../src/owner/menu/categories";
import {
  draftOf,
  formOf,
  marksProblem,
  newForm,
  problemsOf,
  rupeesTyped,
} from "../../src/owner/menu/draft";
import { countWords, importErrors, kindOf } from "../../src/owner/menu/file";
import { shelves, used } from "../../src/owner/menu/find";
import { groupDraft, groupForm, groupProblems } from "../../src/owner/menu/groupdraft";

const dal: MenuItem = {
  id: "dal",
  category_id: "mains",
  name: "Dal Makhani",
  name_local: "दाल मखनी",
  description: "Black lentils, cooked overnight.",
  price_paise: 25000,
  diet: "VEG",
  is_jain: false,
  is_vegan: false,
  spice: 1,
  allergens: ["MILK"],
  is_available: true,
  tax_class: "restaurant",
  stations: ["Curry"],
  left: null,
  prep_minutes: 12,
  picture: "dal",
  sort: 2,
  is_popular: true,
  central_fields: [],
  variants: [],
  modifier_group_ids: ["hot"],
};
const biryani: MenuItem = {
  ...dal,
  id: "biryani",
  name: "Biryani",
  name_local: "",
  description: "",
  is_available: false,
  sort: 1,
  stations: ["Rice"],
  left: null,
  variants: [
    { id: "full", name: "Full", price_paise: 42050, sort: 1, is_available: true },
    { id: "half", name: "Half", price_paise: 26000, sort: 0, is_available: true },
  ],
};
const menu: Menu = {
  revision: 1,
  categories: [
    { id: "sweets", name: "Sweets", name_local: "मिठाइयाँ", sort: 1, stations: [] },
    { id: "mains", name: "Mains", name_local: "", sort: 0, stations: [] },
  ],
  modifier_groups: [],
  items: [dal, biryani],
};

describe("a dish's form", () => {
  it("comes back unchanged when nothing was typed", () => {
    const { id: _id, is_popular: _popular, left: _left, variants: _variants, ...rest } = dal;
    expect(draftOf(formOf(dal))).toEqual({ ...rest, variants: [] });
  });

  it("shows sizes in their order and lets the smallest price stand for the dish", () => {
    const form = formOf(biryani);
    expect(form.variants.map((one) => [one.name, one.price])).toEqual([
      ["Half", "260"],
      ["Full", "420.50"],
    ]);
    const draft = draftOf(form);
    expect(draft.price_paise).toBe(26000);
    expect(draft.variants).toEqual([
      { id: "half", name: "Half", price_paise: 26000 },
      { id: "full", name: "Full", price_paise: 42050 },
    ]);
  });

  it("keeps every paisa of a price as typed", () => {
    for (const paise of [0, 1, 10, 99, 100, 28010, 115, 9_999_999]) {
      const form = { ...formOf(dal), price: rupeesTyped(paise) };
      expect(draftOf(form).price_paise).toBe(paise);
    }
  });

  it("says what is wrong", () => {
    const empty = newForm(menu, "mains");
    expect(problemsOf(empty)).toHaveProperty("name");
    expect(problemsOf(empty)).toHaveProperty("price");
    const dish = formOf(dal);
    expect(problemsOf(dish)).toEqual({});
    expect(problemsOf({ ...dish, price: "280,50" })).toHaveProperty("price");
    expect(problemsOf({ ...dish, price: "28000000" }).price).toContain("Check the dot");
    expect(problemsOf({ ...dish, prep_minutes: "1.5" })).toHaveProperty("prep_minutes");
    expect(problemsOf({ ...dish, prep_minutes: "241" })).toHaveProperty("prep_minutes");
    const twins = [
      { name: "Half", price: "1" },
      { name: " half ", price: "2" },
    ];
    expect(problemsOf({ ...dish, variants: twins }).variants).toContain("same name");
  });

  it("refuses marks that contradict each other", () => {
    const dish = formOf(dal);
    expect(marksProblem({ ...dish, is_vegan: true })).toContain("vegan");
    expect(marksProblem({ ...dish, allergens: ["EGG"] })).toContain("Egg");
    expect(marksProblem({ ...dish, allergens: ["FISH"] })).toContain("not vegetarian");
    expect(marksProblem({ ...dish, diet: "EGG", allergens: ["EGG", "MILK"] })).toBe("");
    expect(marksProblem({ ...dish, diet: "NON_VEG", allergens: ["FISH"] })).toBe("");
  });

  it("calls no chicken Jain", () => {
    const draft = draftOf({ ...formOf(dal), diet: "NON_VEG", is_jain: true, is_vegan: true });
    expect([draft.is_jain, draft.is_vegan]).toEqual([false, false]);
  });

  it("begins with what the category's other dishes say, after them", () => {
    const form = newForm(menu, "mains");
    expect(form.tax_class).toBe("restaurant");
    expect(form.sort).toBe(3);
    expect(newForm({ ...menu, items: [] }, "").category_id).toBe("sweets");
  });
});

describe("finding dishes", () => {
  const look = { words: "", category: "", soldOut: false };
  const names = (part: object) =>
    shelves(menu, { ...look, ...part }).flatMap((one) => one.items.map((item) => item.name));

  it("keeps the menu's order", () => {
    expect(names({})).toEqual(["Biryani", "Dal Makhani"]);
  });
  it("looks in every name and in the description, all words", () => {
    expect(names({ words: "LENTILS dal" })).toEqual(["Dal Makhani"]);
    expect(names({ words: "मखनी" })).toEqual(["Dal Makhani"]);
    expect(names({ words: "dal rice" })).toEqual([]);
  });
  it("shows what is sold out, or one category", () => {
    expect(names({ soldOut: true })).toEqual(["Biryani"]);
    expect(names({ category: "sweets" })).toEqual([]);
  });
  it("offers the words in use, the commonest first", () => {
    expect(used({ ...menu, items: [biryani, dal, dal] }, "stations")).toEqual(["Curry", "Rice"]);
  });
});

describe("categories", () => {
  it("write only the places that changed", () => {
    const list = ["a", "b", "c"].map((id, sort) => ({
      id,
      name: id,
      name_local: "",
      sort,
      stations: [],
    }));
    expect(moved(list, 2, -1).map((one) => [one.id, one.sort])).toEqual([
      ["c", 1],
      ["b", 2],
    ]);
  });
});

describe("choices", () => {
  it("cannot ask for more than there is", () => {
    const form = { ...groupForm(null), name: "How hot?", rows: [{ name: "Mild", price: "0" }] };
    expect(groupProblems(form)).toEqual({});
    expect(groupProblems({ ...form, max: 2 }).rule).toContain("only 1");
    expect(groupProblems({ ...form, min: 2, max: 1 })).toHaveProperty("rule");
    expect(groupProblems({ ...form, rows: [] })).toHaveProperty("rows");
    expect(groupDraft({ ...form, rows: [{ id: "m", name: " Mild ", price: "10.5" }] })).toEqual({
      name: "How hot?",
      min: 0,
      max: 1,
      modifiers: [{ id: "m", name: "Mild", price_paise: 1050 }],
    });
  });
});

describe("import", () => {
  it("knows a menu file by its name or type", () => {
    expect(kindOf("Menu.CSV", "")).toBe("csv");
    expect(kindOf("menu", "application/json")).toBe("json");
    expect(kindOf("menu.xlsx", "")).toBeNull();
  });
  it("says what came in", () => {
    expect(countWords({ items: 124, categories: 0, modifier_groups: 1 })).toBe(
      "124 dishes, 1 group of choices",
    );
    expect(countWords({ items: 0, categories: 0, modifier_groups: 0 })).toBe("it held nothing");
  });
  it("reads the mistakes the box found and ignores anything else", () => {
    const good = { line: 3, column: 5, message: "no price" };
    expect(importErrors({ errors: [good, null, { line: "3" }] })).toEqual([good]);
    expect(importErrors({})).toEqual([]);
  });
});
