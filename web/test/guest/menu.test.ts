import { describe, expect, it } from "vitest";
import { priceFrom, searchHere, sections } from "../../src/guest/model/menu";
import { dish, full, half, menuOf } from "./fixtures";

const menu = menuOf(
  dish(),
  dish({ id: "naan", category_id: "breads", name: "Garlic Naan", name_local: "लहसुन नान", sort: 5 }),
  dish({
    id: "roti",
    category_id: "breads",
    name: "Roti",
    description: "Café style, no garlic",
    sort: 1,
  }),
);

describe("the menu", () => {
  it("comes in the order of the house, without empty parts", () => {
    expect(sections(menu, []).map((one) => one.items.map((item) => item.id))).toEqual([
      ["tikka"],
      ["roti", "naan"],
    ]);
    expect(sections(menu, ["vegan"])).toEqual([]);
  });

  it("is searched on the phone in either script, names first", () => {
    expect(searchHere(menu, "garlic").map((item) => item.id)).toEqual(["naan", "roti"]);
    expect(searchHere(menu, "नान").map((item) => item.id)).toEqual(["naan"]);
    expect(searchHere(menu, "CAFE").map((item) => item.id)).toEqual(["roti"]);
    expect(searchHere(menu, "garlic paneer")).toEqual([]);
    expect(searchHere(menu, "  ")).toEqual([]);
  });

  it("says 'from' only when there are dearer sizes", () => {
    expect(priceFrom(dish())).toEqual({ paise: 28000, from: false });
    expect(priceFrom(dish({ variants: [full, half] }))).toEqual({ paise: 18000, from: true });
    expect(priceFrom(dish({ variants: [half] }))).toEqual({ paise: 18000, from: false });
  });
});
