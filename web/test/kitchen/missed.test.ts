import { describe, expect, it } from "vitest";
import { baseline, isNew, missedSince, raise } from "../../src/kitchen/model/missed";
import { at, NOON } from "../staff/fixtures";
import { aTicket } from "./fixtures";

const every = () => true;
const came = (seq: number, more = {}) =>
  aTicket({ id: `t${seq}`, order_id: `o${seq}`, seq, ...more });

describe("what was missed", () => {
  it("is counted by each station's numbers, also what was done meanwhile", () => {
    const open = [came(4), came(6)];
    expect(missedSince({ Tandoor: 3 }, { Tandoor: 6 }, open, every)).toEqual({
      total: 3,
      waiting: 2,
      open: ["t4", "t6"],
    });
  });

  it("is only what this screen shows, and nothing of a station it never showed", () => {
    const marks = { Tandoor: 3 };
    const last = { Tandoor: 5, Curry: 9 };
    expect(missedSince(marks, last, [came(5)], every).total).toBe(2);
    const curryOnly = (name: string) => name === "Curry";
    expect(missedSince(marks, last, [came(5)], curryOnly)).toMatchObject({ total: 0, open: [] });
  });

  it("is one card where two of this screen's stations cook the same order", () => {
    const open = [came(4), came(9, { id: "t9", station: "Curry", order_id: "o4" })];
    const marks = { Tandoor: 3, Curry: 8 };
    expect(missedSince(marks, { Tandoor: 4, Curry: 9 }, open, every)).toMatchObject({
      total: 1,
      waiting: 1,
    });
  });

  it("leaves out what was only split off another ticket", () => {
    const moved = came(4, { kind: "SPLIT" });
    expect(missedSince({ Tandoor: 3 }, { Tandoor: 4 }, [moved], every)).toMatchObject({
      total: 0,
      open: [],
    });
  });
});

describe("the marks of what was drawn", () => {
  it("rise and never fall", () => {
    expect(raise({ Tandoor: 7 }, [came(4), came(8), came(6)])).toEqual({ Tandoor: 8 });
  });

  it("begin where a station is shown for the first time: unseen tickets are new", () => {
    const tickets = [came(7, { seen_at: NOON }), came(8), came(9)];
    expect(baseline({}, { Tandoor: 9 }, tickets)).toEqual({ Tandoor: 7 });
    expect(baseline({ Tandoor: 2 }, { Tandoor: 9 }, tickets)).toEqual({ Tandoor: 2 });
    expect(baseline({}, { Tandoor: 9 }, [])).toEqual({ Tandoor: 9 });
  });
});

describe("a ring", () => {
  it("is for what came after the last touch, not for what was recalled or split", () => {
    expect(isNew(came(4), { Tandoor: 3 })).toBe(true);
    expect(isNew(came(3), { Tandoor: 3 })).toBe(false);
    expect(isNew(came(4, { kind: "SPLIT" }), { Tandoor: 3 })).toBe(false);
    expect(isNew(came(4, { recalled_at: at(1) }), { Tandoor: 3 })).toBe(false);
    expect(isNew(came(4), {})).toBe(false);
  });
});
