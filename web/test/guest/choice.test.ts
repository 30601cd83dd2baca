import { describe, expect, it } from "vitest";
import {
  firstChoice,
  isFull,
  isSimple,
  missing,
  pick,
  unitPaise,
} from "../../src/guest/model/choice";
import { dish, extras, full, half, spice } from "./fixtures";

const groups = [spice, extras];
const chosen = (over = {}) => ({ variantId: null, modifiers: [], quantity: 1, note: "", ...over });

describe("picking modifiers", () => {
  it("replaces where one of one is asked, and never empties it", () => {
    expect(pick(spice, [], "mild")).toEqual(["mild"]);
    expect(pick(spice, ["mild"], "hot")).toEqual(["hot"]);
    expect(pick(spice, ["hot"], "hot")).toEqual(["hot"]);
  });

  it("refuses a pick above the maximum and lets picks go", () => {
    expect(pick(extras, ["paneer", "gravy"], "butter")).toEqual(["paneer", "gravy"]);
    expect(isFull(extras, ["paneer", "gravy"])).toBe(true);
    expect(pick(extras, ["paneer", "gravy"], "gravy")).toEqual(["paneer"]);
  });

  it("does not count picks of another group", () => {
    expect(pick(extras, ["hot", "paneer"], "gravy")).toEqual(["hot", "paneer", "gravy"]);
    expect(pick(spice, ["paneer", "mild"], "hot")).toEqual(["paneer", "hot"]);
  });

  it("lets the one of an optional group go again", () => {
    const one = { ...extras, max: 1 };
    expect(pick(one, ["paneer"], "gravy")).toEqual(["gravy"]);
    expect(pick(one, ["gravy"], "gravy")).toEqual([]);
  });
});

describe("what is still missing", () => {
  const item = dish({ variants: [half, full], modifier_group_ids: ["g-spice", "g-extras"] });

  it("asks for the variant first, then for the groups in their order", () => {
    expect(missing(item, groups, chosen())).toBe("variant");
    expect(missing(item, groups, chosen({ variantId: "half" }))).toBe("g-spice");
    const done = chosen({ variantId: "half", modifiers: ["mild"] });
    expect(missing(item, groups, done)).toBeNull();
  });

  it("takes the only variant to be had", () => {
    const one = dish({ variants: [half, { ...full, is_available: false }] });
    expect(firstChoice(one).variantId).toBe("half");
    expect(firstChoice(item).variantId).toBeNull();
  });

  it("knows which dishes need no choosing", () => {
    expect(isSimple(dish({ modifier_group_ids: ["g-extras"] }), groups)).toBe(true);
    expect(isSimple(dish({ modifier_group_ids: ["g-spice"] }), groups)).toBe(false);
    expect(isSimple(item, groups)).toBe(false);
  });
});

describe("the price of one", () => {
  it("is the variant's in place of the dish's, plus the extras", () => {
    const item = dish({ variants: [half, full], modifier_group_ids: ["g-extras"] });
    const choice = chosen({ variantId: "full", modifiers: ["paneer", "butter"] });
    expect(unitPaise(item, groups, choice)).toBe(32000 + 6000 + 3000);
    expect(unitPaise(dish(), groups, chosen({ modifiers: ["paneer"] }))).toBe(28000);
  });
});
