import { describe, expect, it } from "vitest";
import type { Bill, Claim, Claims } from "../../src/api/schema";
import {
  choiceOf,
  costOf,
  equalShare,
  mineOf,
  nextEnd,
  offeredFirst,
  othersOf,
} from "../../src/guest/model/claims";
import { quoteOf } from "./fixtures";

const START = Date.parse("2026-11-21T14:00:00Z");

function claim(over: Partial<Claim> = {}): Claim {
  return {
    id: "c1",
    bill_id: "b1",
    part_id: null,
    guest_id: "asha",
    who: "Asha",
    how: "AMOUNT",
    amount_paise: 10_000,
    state: "HELD",
    is_paying: false,
    held_until: new Date(START + 600_000).toISOString(),
    ...over,
  };
}

function claimsOf(items: Claim[], over: Partial<Claims> = {}): Claims {
  return {
    due_paise: 113_280,
    held_paise: 0,
    free_paise: 113_280,
    mine_paise: 33_040,
    mine: [],
    items,
    ...over,
  };
}

const bill = { quote: quoteOf() } as Bill;

describe("what is held of a bill", () => {
  it("is one's own last choice, until its time is over", () => {
    const first = claim({ id: "c0", is_paying: true });
    const all = claimsOf([first, claim(), claim({ id: "c2", guest_id: "ravi" })]);
    expect(mineOf(all, "asha", START)?.id).toBe("c1");
    expect(mineOf(all, "asha", START + 600_000)).toBeNull();
    expect(othersOf(all, "asha", START).map((one) => one.id)).toEqual(["c2"]);
  });

  it("is asked for again when the next of the holds ends", () => {
    const soon = claim({ id: "c2", held_until: new Date(START + 60_000).toISOString() });
    expect(nextEnd(claimsOf([claim(), soon]))).toBe(START + 60_000);
    expect(nextEnd(claimsOf([]))).toBe(Infinity);
  });
});

describe("what a choice costs", () => {
  it("is a share as the box rounds it, and the last one takes the odd paise", () => {
    expect([1, 2, 3].map((nth) => equalShare(100, 3, 100 - (nth - 1) * 33))).toEqual([33, 33, 34]);
    expect(equalShare(113_281, 2, 113_281)).toBe(56_641);
    expect(equalShare(113_281, 2, 113_281 - 56_641)).toBe(56_640);
  });

  it("is never more than is free", () => {
    const held = claimsOf([], { free_paise: 20_000, mine_paise: 20_000 });
    expect(costOf("EQUAL", bill, held, 2, null)).toBe(20_000);
    expect(costOf("ALL", bill, held, 2, null)).toBe(20_000);
    expect(costOf("AMOUNT", bill, held, 2, 20_001)).toBeNull();
    expect(costOf("AMOUNT", bill, held, 2, 20_000)).toBe(20_000);
    expect(costOf("AMOUNT", bill, held, 2, 0)).toBeNull();
  });

  it("is asked for by name, so that the box counts it", () => {
    expect(choiceOf("MINE", 3, 5)).toEqual({ how: "MINE" });
    expect(choiceOf("EQUAL", 3, 5)).toEqual({ how: "EQUAL", of: 3 });
    expect(choiceOf("ALL", 3, 5)).toEqual({ how: "AMOUNT", amount_paise: 5 });
  });
});

describe("what is offered first", () => {
  it("is one's own dishes where others have eaten too, else all of it", () => {
    expect(offeredFirst(claimsOf([]))).toBe("MINE");
    expect(offeredFirst(claimsOf([], { mine_paise: 0 }))).toBe("ALL");
    expect(offeredFirst(claimsOf([], { mine_paise: 113_280 }))).toBe("ALL");
  });
});
