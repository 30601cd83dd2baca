import { describe, expect, it } from "vitest";
import type { BillLine } from "../../src/api/schema";
import { readAmounts, readPaid } from "../../src/counter/model/amounts";
import {
  aboutEach,
  cutsOf,
  give,
  groups,
  isLeft,
  partsOf,
  pieces,
  type Portions,
  takeBack,
  without,
} from "../../src/counter/model/share";
import { anOrder } from "../staff/fixtures";
import { aBill } from "./fixtures";

const line = (id: string, quantity: number, net: number): BillLine => ({
  line_id: id,
  kind: "DISH",
  order_id: "o1",
  order_number: 1,
  menu_item_id: "i1",
  name: id,
  name_local: "",
  variant_name: "",
  diet: "VEG",
  modifiers: [],
  quantity,
  unit_paise: net / quantity,
  gross_paise: net,
  discount_paise: 0,
  net_paise: net,
  tax_class: "restaurant",
});
const naan = line("naan", 3, 15000);
const dal = line("dal", 1, 25000);
const bill = aBill({ lines: [naan, dal], due_paise: 47200 });
const payers = [
  { id: 1, name: "Asha" },
  { id: 2, name: "" },
];
const NONE: Portions = new Map();
const taps = (...all: [string, number][]) =>
  all.reduce((portions, [id, who]) => give(portions, id, [who]), NONE);

describe("portions tapped onto people", () => {
  it("are pieces while there are enough, and shares when there are not", () => {
    expect(cutsOf(naan, taps(["naan", 1]))).toEqual([{ payer: 1, numerator: 1, denominator: 3 }]);
    const four = taps(["naan", 1], ["naan", 1], ["naan", 2], ["naan", 2]);
    expect(cutsOf(naan, four).map((cut) => [cut.numerator, cut.denominator])).toEqual([
      [2, 4],
      [2, 4],
    ]);
    expect(cutsOf(dal, give(NONE, "dal", [1, 2]))[1]).toEqual({
      payer: 2,
      numerator: 1,
      denominator: 2,
    });
  });
  it("never make more or less than the whole of a line", () => {
    for (let count = 1; count <= 12; count += 1) {
      const all = taps(...Array.from({ length: count }, (_, n): [string, number] => ["naan", n]));
      const sum = cutsOf(naan, all).reduce((all, cut) => all + cut.numerator / cut.denominator, 0);
      expect(sum).toBeCloseTo(Math.min(1, count / 3), 9);
      expect(isLeft(naan, all)).toBe(count < 3);
    }
  });
  it("are taken back, line by line or with the person", () => {
    const both = taps(["naan", 1], ["dal", 1], ["dal", 2]);
    expect(cutsOf(dal, takeBack(both, "dal", 1))).toEqual([
      { payer: 2, numerator: 1, denominator: 1 },
    ]);
    expect(cutsOf(naan, without(both, 1))).toEqual([]);
  });
  it("stop at the finest fraction the box knows", () => {
    let portions = NONE;
    for (let n = 0; n < 150; n += 1) portions = give(portions, "dal", [n % 2]);
    expect(cutsOf(dal, portions)[0]?.denominator).toBe(100);
  });
});

describe("the parts asked for", () => {
  it("name everybody who took something; the last also has the rest", () => {
    const some = taps(["dal", 1]);
    expect(partsOf(bill, payers, some)).toEqual([
      { label: "Asha", lines: [{ line_id: "dal", numerator: 1, denominator: 1 }] },
      { label: "Person 2", lines: [] },
    ]);
    const all = taps(["dal", 1], ["naan", 1], ["naan", 1], ["naan", 1]);
    expect(partsOf(bill, payers, all).map((part) => part.label)).toEqual(["Asha"]);
  });
  it("come to about what is due, and together to all of it", () => {
    const about = aboutEach(bill, payers, taps(["dal", 1], ["naan", 1]));
    expect(about).toEqual([35400, 11800]);
    expect(aboutEach(aBill({ due_paise: 100 }), payers, NONE)).toEqual([0, 0]);
  });
});

describe("pieces in words", () => {
  it("are whole, halves, thirds and quarters", () => {
    expect(pieces(3, 1, 3)).toBe("1");
    expect(pieces(3, 1, 2)).toBe("1½");
    expect(pieces(1, 2, 6)).toBe("⅓");
    expect(pieces(2, 3, 4)).toBe("1½");
    expect(pieces(1, 3, 7)).toBe("3/7");
    expect(pieces(3, 2, 7)).toBe("2/7 of 3");
  });
});

describe("seats and guests", () => {
  it("are counted in their order, and what is nobody's is left to all", () => {
    const { lines } = anOrder();
    const [one] = lines;
    if (!one) throw new Error("an order has lines");
    const seated = [10, 2, null, 2].map((seat) => ({ ...one, seat }));
    const found = groups(seated, (at) => (at.seat === null ? null : `Seat ${at.seat}`));
    expect(found).toEqual([
      { name: "Seat 2", lines: 2 },
      { name: "Seat 10", lines: 1 },
    ]);
  });
});

describe("amounts people name", () => {
  it("leave the rest for one more", () => {
    expect(readAmounts(["500", "", "200.50"], 100000)).toEqual({
      amounts: [50000, 20050],
      rest: 29950,
    });
    expect(readAmounts(["400", "600"], 100000)).toEqual({ amounts: [40000, 60000], rest: 0 });
  });
  it("are refused by name", () => {
    expect(readAmounts(["", ""], 100000)).toEqual({ wrong: "Say what the first one pays" });
    expect(readAmounts(["1000"], 100000)).toEqual({ wrong: "Say what the first one pays" });
    expect(readAmounts(["ten"], 100000)).toEqual({ wrong: "“ten” is no amount" });
    expect(readAmounts(["600", "600"], 100000)).toEqual({ wrong: "₹200.00 too much" });
  });
});

describe("amount and tip", () => {
  it("are all that is due and none unless somebody says so", () => {
    expect(readPaid("", "", 108855)).toEqual({ amount: 108855, tip: 0 });
    expect(readPaid("500", "50", 108855)).toEqual({ amount: 50000, tip: 5000 });
  });
  it("are never more than is due, nor nothing", () => {
    expect(readPaid("2000", "", 108855)).toMatchObject({ field: "amount" });
    expect(readPaid("0", "", 108855)).toMatchObject({ field: "amount" });
    expect(readPaid("", "much", 108855)).toMatchObject({ field: "tip" });
  });
});
