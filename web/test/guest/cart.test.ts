import { describe, expect, it } from "vitest";
import { byGuest, countOf, overlay, requestOf, sameLine, sumOf } from "../../src/guest/model/cart";
import { cartOf, dish, full, half, lineOf, menuOf } from "./fixtures";

const me = { id: "me", name: "Asha" };
const menu = menuOf(
  dish({ modifier_group_ids: ["g-extras"] }),
  dish({ id: "naan", name: "Garlic Naan", price_paise: 5000 }),
  dish({ id: "dal", name: "Dal", variants: [half, full] }),
);
const naan = { line_id: "l2", menu_item_id: "naan", quantity: 3, modifiers: [] };

describe("the cart on this phone", () => {
  it("lays what is not yet answered over what the box knows", () => {
    const lines = overlay(cartOf(lineOf()), { l2: naan }, menu, me);
    expect(lines.map((line) => [line.name, line.quantity, line.unsent])).toEqual([
      ["Paneer Tikka", 2, false],
      ["Garlic Naan", 3, true],
    ]);
    expect(sumOf(lines)).toBe(56000 + 15000);
    expect(countOf(lines)).toBe(5);
  });

  it("changes a line in its place and takes one away", () => {
    const two = cartOf(lineOf(), lineOf({ line_id: "l3", guest_id: "other", mine: false }));
    const changed = overlay(two, { l1: requestOf(lineOf(), 5) }, menu, me);
    expect(changed.map((line) => line.quantity)).toEqual([5, 2]);
    expect(changed[0]?.total_paise).toBe(5 * 28000);
    expect(overlay(two, { l1: null }, menu, me).map((line) => line.line_id)).toEqual(["l3"]);
  });

  it("works before the box has answered anything", () => {
    expect(overlay(null, { l2: naan }, menu, me)).toHaveLength(1);
    expect(overlay(null, {}, menu, me)).toEqual([]);
  });

  it("leaves out a dish that has gone from the menu", () => {
    expect(overlay(null, { x: { ...naan, menu_item_id: "gone" } }, menu, me)).toEqual([]);
  });

  it("prices an unsent line by its variant and modifiers", () => {
    const dal = {
      line_id: "d",
      menu_item_id: "dal",
      variant_id: "full",
      quantity: 2,
      modifiers: [],
    };
    expect(overlay(null, { d: dal }, menu, me)[0]).toMatchObject({
      variant_name: "Full",
      total_paise: 64000,
    });
  });

  it("finds the row to add to only when everything is the same and it is mine", () => {
    const lines = overlay(cartOf(lineOf()), {}, menu, me);
    const ask = { line_id: "new", menu_item_id: "tikka", quantity: 1, modifiers: [] };
    expect(sameLine(lines, ask)?.line_id).toBe("l1");
    expect(sameLine(lines, { ...ask, modifiers: ["paneer"] })).toBeNull();
    expect(sameLine(lines, { ...ask, special_instructions: "no salt" })).toBeNull();
    const theirs = overlay(cartOf(lineOf({ mine: false })), {}, menu, me);
    expect(sameLine(theirs, ask)).toBeNull();
  });

  it("groups the others by guest, in order of coming", () => {
    const cart = cartOf(
      lineOf({ line_id: "a", guest_id: "v", guest_name: "Vikram" }),
      lineOf({ line_id: "b", guest_id: "m", guest_name: "Meera" }),
      lineOf({ line_id: "c", guest_id: "v", guest_name: "Vikram" }),
    );
    const groups = byGuest(overlay(cart, {}, menu, me));
    expect(groups.map((group) => [group.who.name, group.lines.length])).toEqual([
      ["Vikram", 2],
      ["Meera", 1],
    ]);
  });
});
