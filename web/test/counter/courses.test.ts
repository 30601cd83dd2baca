import { describe, expect, it } from "vitest";
import { coursesOf, leastOf, nextHeld } from "../../src/counter/model/courses";
import { favourites, tallied } from "../../src/counter/model/favourites";
import { splitOf } from "../../src/counter/model/split";
import { aLine, anOrder, at } from "../staff/fixtures";

describe("courses", () => {
  const lines = [
    aLine({ id: "a", status: "DONE" }),
    aLine({ id: "b", status: "COOKING" }),
    aLine({ id: "c", course: 2, status: "QUEUED", fire_at: at(9) }),
    aLine({ id: "d", course: 2, status: "QUEUED", fire_at: at(7) }),
    aLine({ id: "e", course: 3, status: "VOIDED" }),
  ];
  it("each say how far they are, and when they fire by themselves", () => {
    expect(coursesOf(anOrder({ lines }))).toMatchObject([
      { course: 1, state: "cooking" },
      { course: 2, state: "held", fire_at: at(7) },
      { course: 3, state: "void" },
    ]);
  });
  it("wait only in an order that was accepted", () => {
    expect(nextHeld(anOrder({ lines, status: "PREPARING" }))).toBe(2);
    expect(nextHeld(anOrder({ lines, status: "PENDING" }))).toBeNull();
    expect(nextHeld(anOrder({ lines: [aLine()], status: "PREPARING" }))).toBeNull();
  });
});

it("a line that is cooked is taken back by a manager only, a served one by nobody", () => {
  expect(leastOf(aLine({ status: "FIRED" }), false)).toBe(0);
  expect(leastOf(aLine({ status: "COOKING", quantity: 3, voided_quantity: 1 }), false)).toBe(2);
  expect(leastOf(aLine({ status: "DONE" }), true)).toBe(0);
  expect(leastOf(aLine({ status: "SERVED" }), true)).toBeNull();
});

it("a split takes whole orders where it can, and lines where it must", () => {
  const first = anOrder({
    id: "o1",
    lines: [aLine({ id: "a" }), aLine({ id: "v", status: "VOIDED" })],
  });
  const second = anOrder({ id: "o2", lines: [aLine({ id: "b" }), aLine({ id: "c" })] });
  expect(splitOf([first, second], new Set(["a", "c"]))).toEqual({
    order_ids: ["o1"],
    line_ids: ["c"],
  });
  expect(splitOf([first, second], new Set())).toEqual({ order_ids: [], line_ids: [] });
});

describe("favourites", () => {
  const dish = (id: string, is_popular: boolean) => ({ id, is_popular });
  const items = [dish("dal", true), dish("naan", false), dish("tea", false)];
  const menu = { items } as unknown as Parameters<typeof favourites>[0];
  const names = (tally: Record<string, number>) => favourites(menu, tally).map((one) => one.id);
  it("are what was ordered most here, then what the house sells most", () => {
    expect(names({})).toEqual(["dal"]);
    expect(names({ naan: 2, tea: 5 })).toEqual(["tea", "naan", "dal"]);
  });
  it("forget slowly", () => {
    const full = tallied({ naan: 390, tea: 1 }, [{ id: "dal", quantity: 20 }]);
    expect(full).toEqual({ naan: 195, dal: 10 });
    expect(tallied({}, [{ id: "dal", quantity: 2 }])).toEqual({ dal: 2 });
  });
});
