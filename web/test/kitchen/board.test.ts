import { describe, expect, it } from "vitest";
import { carryOver, hangs, reduce } from "../../src/kitchen/model/board";
import { anOrder, at } from "../staff/fixtures";
import { aBoard, aChange, aTicket } from "./fixtures";

const says = (data: ReturnType<typeof aTicket>, seq = 6) =>
  ({ type: "ticket", seq, data }) as const;

describe("the kitchen's board", () => {
  it("keeps the higher version, whatever comes later", () => {
    const newer = reduce(aBoard(), says(aTicket({ version: 4, is_rush: true })));
    const late = reduce(newer, says(aTicket({ version: 3 }), 7));
    expect(late.tickets).toEqual(newer.tickets);
    expect(late.seq).toBe(7);
  });

  it("takes a bumped ticket down, remembers it first, and hangs it up again when recalled", () => {
    const two = aBoard([aTicket(), aTicket({ id: "t2", seq: 2 })]);
    const first = reduce(two, says(aTicket({ version: 2, bumped_at: at(3) })));
    const both = reduce(first, says(aTicket({ id: "t2", seq: 2, version: 2, bumped_at: at(4) })));
    expect(both.tickets).toEqual([]);
    expect(both.bumped.map((one) => one.id)).toEqual(["t2", "t1"]);
    // An older view of it that comes late does not hang it up again.
    expect(reduce(both, says(aTicket({ version: 1 }))).tickets).toEqual([]);
    const back = reduce(both, says(aTicket({ version: 3, recalled_at: at(5) })));
    expect(back.tickets.map((one) => one.id)).toEqual(["t1"]);
    expect(back.bumped.map((one) => one.id)).toEqual(["t2"]);
  });

  it("leaves a bumped ticket hanging until its changes are confirmed", () => {
    const called_off = aTicket({ version: 2, bumped_at: at(1), changes: [aChange()] });
    expect(hangs(called_off)).toBe(true);
    expect(reduce(aBoard(), says(called_off)).tickets).toHaveLength(1);
  });

  it("counts each station's tickets also when they were bumped at once", () => {
    const far = aTicket({ id: "t9", seq: 9, bumped_at: at(1) });
    expect(reduce(aBoard(), says(far)).last).toEqual({ Tandoor: 9 });
  });

  it("keeps orders only where a view wants them, and never brings a finished one back", () => {
    const served = { type: "order", seq: 8, data: anOrder({ version: 5, status: "SERVED" }) };
    const older = { type: "order", seq: 9, data: anOrder({ version: 4, status: "READY" }) };
    expect(reduce(aBoard(), served as never).orders).toBeNull();
    const expo = aBoard([], { orders: [anOrder()] });
    const after = reduce(reduce(expo, served as never), older as never);
    expect(after.orders?.map((one) => one.status)).toEqual(["SERVED"]);
  });

  it("takes what was bumped here over a new snapshot, unless it hangs again", () => {
    const before = aBoard([], {
      bumped: [aTicket({ bumped_at: at(1) }), aTicket({ id: "t2", bumped_at: at(1) })],
    });
    const after = carryOver(before, aBoard([aTicket({ version: 9 })]));
    expect(after.bumped.map((one) => one.id)).toEqual(["t2"]);
  });
});
