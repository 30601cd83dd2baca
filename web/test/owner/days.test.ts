import { describe, expect, it } from "vitest";
import type { Bill, Drawer, Order, Payment, Refund } from "../../src/api/schema";
import {
  heardOf,
  hindrancesOf,
  inTheWay,
  KINDS,
  type Loose,
  readTold,
} from "../../src/owner/days/ready";
import { monthOf, spanError } from "../../src/owner/days/span";
import { drawerWords } from "../../src/owner/days/z/words";

const NOTHING: Loose = {
  orders: [],
  bills: [],
  payments: [],
  refunds: [],
  drawers: [],
  mismatches: [],
  prints: [],
};
const TODAY = "2026-11-21";

function order(more: Partial<Order>): Order {
  return {
    id: "o1",
    bill_id: "b1",
    table_id: "t5",
    table_name: "5",
    status: "SERVED",
    money: "UNPAID",
    placed_at: "2026-11-21T14:00:00Z",
    business_day: TODAY,
    quote: { total_paise: 11_800 },
    ...more,
  } as Order;
}
const bill = (more: Partial<Bill>) =>
  ({
    id: "b1",
    table_id: "t5",
    table_name: "5",
    opened_at: "2026-11-21T14:00:00Z",
    due_paise: 5_000,
    paid_paise: 6_800,
    kept_paise: 6_800,
    ...more,
  }) as Bill;

describe("what stands in the way of closing a day", () => {
  it("counts several orders of a table as one bill, with what is due", () => {
    const orders = [order({}), order({ id: "o2", placed_at: "2026-11-21T15:00:00Z" })];
    const [one, ...others] = hindrancesOf({ ...NOTHING, orders });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ title: "Table 5", paise: 23_600, day: TODAY });
    expect(one?.href).toBe("/counter#bill/t5");
    const touched = hindrancesOf({ ...NOTHING, orders, bills: [bill({})] });
    expect(touched[0]?.paise).toBe(5_000);
    expect(touched[0]?.detail).toContain("partly paid");
  });
  it("leaves out what was paid before it was served, and bills nobody paid on", () => {
    expect(hindrancesOf({ ...NOTHING, orders: [order({ money: "PAID" })] })).toEqual([]);
    expect(hindrancesOf({ ...NOTHING, bills: [bill({ kept_paise: 0 })] })).toEqual([]);
    const kept = hindrancesOf({ ...NOTHING, bills: [bill({ due_paise: 0 })] });
    expect(kept[0]?.detail).toContain("not closed");
  });
  it("says that an order waits", () => {
    const [one] = hindrancesOf({ ...NOTHING, orders: [order({ status: "PENDING" })] });
    expect(one?.detail).toContain("waits for a yes or no");
  });
  it("never says what should be in a drawer before it is counted", () => {
    const drawer = {
      id: "d1",
      cashier: "Lata",
      opened_at: "2026-11-21T05:00:00Z",
      business_day: TODAY,
      expected_paise: 312_345,
    } as Drawer;
    const [one] = hindrancesOf({ ...NOTHING, drawers: [drawer] });
    expect(one).toMatchObject({ title: "Lata", paise: null });
    expect(JSON.stringify(one)).not.toContain("3,123");
  });
  it("lists refunds that are due or failed, not those on their way", () => {
    const refund = (state: Refund["state"]) =>
      ({
        id: state,
        state,
        reason: "RETURNED",
        note: "C1",
        due_at: `${TODAY}T10:00:00Z`,
      }) as Refund;
    const refunds = [refund("DUE"), refund("PENDING"), refund("FAILED"), refund("DONE")];
    const ids = hindrancesOf({ ...NOTHING, refunds }).map((one) => one.id);
    expect(ids).toEqual(["DUE", "FAILED"]);
  });
});

describe("a day of several open ones", () => {
  const late = order({ id: "o9", bill_id: "b9", business_day: "2026-11-22" });
  const all = hindrancesOf({ ...NOTHING, orders: [order({}), late] });

  it("is stuck for its own bills and earlier ones, not for later ones", () => {
    expect(inTheWay(TODAY, all, null).map((one) => one.id)).toEqual(["b1"]);
    expect(inTheWay("2026-11-22", all, null).map((one) => one.id)).toEqual(["b1", "b9"]);
    expect(inTheWay("2026-11-20", all, null)).toEqual([]);
  });
  it("is stuck for whatever the box named, until that is gone", () => {
    const told = readTold({
      open_bills: [{ bill_id: "b9", table_name: "9" }],
      open_drawers: [{ drawer_id: "d7", cashier: "Lata" }],
      unverified: [{ payment_id: "p1", bill_id: "b1", amount_paise: 900 }, "odd"],
      others: [{}],
    });
    expect(told.map((one) => [one.kind, one.title, one.paise])).toEqual([
      ["open_bills", "Table 9", null],
      ["unverified", "A UPI payment", 900],
      ["open_drawers", "Lata", null],
    ]);
    const heard = heardOf(told, all);
    const stuck = (known: typeof all) => inTheWay("2026-11-20", known, heard).map((one) => one.id);
    expect(stuck(all)).toEqual(["b9", "p1", "d7"]);
    expect(stuck([])).toEqual(["p1", "d7"]);
  });
  it("understands every list the box may send", () => {
    expect(KINDS.flatMap((kind) => readTold({ [kind]: [{ id: "x" }] }))).toHaveLength(1);
    expect(readTold({})).toEqual([]);
  });
  it("names the table of a payment whose bill is still open", () => {
    const payment = { id: "p", bill_id: "b1", at: `${TODAY}T10:00:00Z`, by: "Lata" } as Payment;
    const found = hindrancesOf({ ...NOTHING, orders: [order({})], payments: [payment] });
    expect(found.find((one) => one.id === "p")?.detail).toContain("Table 5");
  });
});

describe("what goes to the accountant", () => {
  it("begins with the month and spans a quarter at most", () => {
    expect(monthOf(TODAY)).toBe("2026-11-01");
    expect(spanError("2026-11-01", TODAY, TODAY)).toBe("");
    expect(spanError("2026-08-22", TODAY, TODAY)).toBe("");
    expect(spanError("2026-08-21", TODAY, TODAY)).toContain("92 days");
    expect(spanError("2026-11-22", TODAY, TODAY)).toContain("after");
    expect(spanError("2026-11-23", "2026-11-24", TODAY)).toContain("not begun");
    expect(spanError("", TODAY, TODAY)).toContain("both");
  });
});

describe("the day's drawers in a word", () => {
  const of = (over_paise: number, short_paise: number, drawers = 2) =>
    drawerWords({ over_paise, short_paise, drawers: Array(drawers).fill({}) });
  it("never lets one that is over make good for one that is short", () => {
    expect(of(500, 500)).toMatchObject({ word: "₹5.00 short", bad: true });
    expect(of(500, 500).note).toContain("₹5.00 over");
    expect(of(0, 0)).toMatchObject({ word: "Right", bad: false });
    expect(of(0, 0, 0).word).toBe("None");
    expect(of(50, 0)).toMatchObject({ word: "₹0.50 over", bad: true });
  });
});
