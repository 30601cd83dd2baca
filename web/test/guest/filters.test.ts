import { describe, expect, it } from "vitest";
import { knownFilters, passes, toggle } from "../../src/guest/model/filters";
import { dish } from "./fixtures";

describe("filters", () => {
  it("let a dish through only when it fits every one", () => {
    const jain = dish({ is_jain: true, allergens: [] });
    expect(passes(jain, [])).toBe(true);
    expect(passes(jain, ["veg", "jain", "no_milk"])).toBe(true);
    expect(passes(jain, ["veg", "vegan"])).toBe(false);
  });

  it("do not take egg for vegetarian", () => {
    expect(passes(dish({ diet: "EGG" }), ["veg"])).toBe(false);
    expect(passes(dish({ diet: "NON_VEG" }), ["veg"])).toBe(false);
  });

  it("mean peanuts too when they say no nuts", () => {
    expect(passes(dish({ allergens: ["PEANUT"] }), ["no_nuts"])).toBe(false);
    expect(passes(dish({ allergens: ["NUTS"] }), ["no_nuts"])).toBe(false);
    expect(passes(dish({ allergens: ["SESAME"] }), ["no_nuts"])).toBe(true);
  });

  it("go on and off", () => {
    expect(toggle(["veg"], "jain")).toEqual(["veg", "jain"]);
    expect(toggle(["veg", "jain"], "veg")).toEqual(["jain"]);
  });

  it("forget what storage should not hold", () => {
    expect(knownFilters(["jain", "halal", 7])).toEqual(["jain"]);
    expect(knownFilters("jain")).toEqual([]);
    expect(knownFilters(null)).toEqual([]);
  });
});
