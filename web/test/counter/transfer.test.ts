import { describe, expect, it } from "vitest";
import type { Bill, BillLine, Sitting } from "../../src/api/schema";
import type { Tile } from "../../src/counter/model/floor";
import { countOf, hindrance, linesOf, takes, whyNot } from "../../src/counter/model/transfer";

const line = (line_id: string, quantity: number, order_id: string | null = "o1") =>
  ({ line_id, quantity, order_id }) as BillLine;

function billOf(over: Partial<Bill> = {}): Bill {
  const lines = [line("naan", 3), line("lassi", 1), line("packing", 1, null)];
  return {
    id: "b6",
    state: "OPEN",
    paid_paise: 0,
    parts: [],
    discount: null,
    lines,
    ...over,
  } as Bill;
}

function tileOf(over: Partial<Sitting>): Tile {
  const sitting = { bill_id: "b7", closed_at: null, merged_into: null, ...over };
  return { state: "waiting", table: { sitting } } as unknown as Tile;
}

describe("dishes that go to another bill", () => {
  it("are what was ordered, and never more than there is", () => {
    const going = new Map([
      ["naan", 5],
      ["lassi", 0],
      ["packing", 1],
    ]);
    expect(linesOf(billOf(), going)).toEqual([{ line_id: "naan", quantity: 3 }]);
    expect(countOf(billOf(), going)).toBe(3);
  });

  it("go where somebody sits with an open bill of their own", () => {
    expect(takes(tileOf({}), billOf())).toBe(true);
    expect(takes(tileOf({ bill_id: "b6" }), billOf())).toBe(false);
    expect(takes(tileOf({ merged_into: "s1" }), billOf())).toBe(false);
    expect(takes(tileOf({ closed_at: "2026-11-21T14:00:00Z" }), billOf())).toBe(false);
    expect(takes({ ...tileOf({}), table: { sitting: null } } as Tile, billOf())).toBe(false);
  });

  it("stay where money was taken, or the bill is shared or discounted", () => {
    expect(hindrance(billOf())).toBe("");
    expect(hindrance(billOf({ paid_paise: 1 }))).toBe("bill_paid");
    expect(hindrance(billOf({ parts: [{} as Bill["parts"][number]] }))).toBe("bill_shared");
    expect(hindrance(billOf({ discount: {} as Bill["discount"] }))).toBe("bill_discounted");
  });

  it("stay with the box's own words where we have none", () => {
    expect(whyNot("orders_pending", "")).toMatch(/yes or no/);
    expect(whyNot("locked", "Wait.")).toBe("Wait.");
  });
});
