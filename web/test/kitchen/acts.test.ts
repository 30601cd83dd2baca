import { describe, expect, it } from "vitest";
import { actPath, tapLine, tapTicket, withActs } from "../../src/kitchen/model/acts";
import { forStation, stageOf } from "../../src/kitchen/model/slip";
import { aLine, aSlip } from "../staff/fixtures";

const tandoor = aLine({ id: "l1", station: "tandoor" });
const curry = aLine({ id: "l2", station: "curry" });
const slip = aSlip({ lines: [tandoor, curry] });

describe("a tap", () => {
  it("starts a line, then makes it done, then brings it back", () => {
    expect(tapLine(slip, tandoor)).toMatchObject({ acts: [{ verb: "start" }], leaves: false });
    const cooking = { ...tandoor, status: "COOKING" as const };
    expect(tapLine(slip, cooking)).toMatchObject({ acts: [{ verb: "done" }], leaves: false });
    const done = { ...tandoor, status: "DONE" as const };
    expect(tapLine(slip, done)).toMatchObject({ acts: [{ verb: "recall" }], leaves: false });
    expect(tapLine(slip, { ...tandoor, status: "VOIDED" })).toBeNull();
  });

  it("on the last open line takes the ticket down, which can be undone", () => {
    const last = aSlip({
      lines: [
        { ...tandoor, status: "COOKING" },
        { ...curry, status: "DONE" },
      ],
    });
    const line = last.lines[0];
    expect(line && tapLine(last, line)).toMatchObject({ leaves: true });
  });

  it("on the big button starts everything, then finishes everything", () => {
    expect(tapTicket(slip, "")).toEqual({
      acts: [{ order_id: "o1", line_id: null, verb: "start" }],
      leaves: false,
    });
    const cooking = withActs(slip, [{ order_id: "o1", line_id: "l1", verb: "start" }]);
    expect(tapTicket(cooking, "")).toMatchObject({ acts: [{ verb: "done" }], leaves: true });
  });

  it("on the big button of one station touches that station's lines only", () => {
    const mine = forStation(slip, "curry");
    expect(mine && tapTicket(mine, "curry").acts).toEqual([
      { order_id: "o1", line_id: "l2", verb: "start" },
    ]);
  });
});

describe("what was tapped but not answered", () => {
  it("is drawn at once, in order, on its own ticket only", () => {
    const acts = [
      { order_id: "o1", line_id: "l1", verb: "start" },
      { order_id: "o1", line_id: "l1", verb: "done" },
      { order_id: "o2", line_id: null, verb: "done" },
    ] as const;
    const shown = withActs(slip, acts);
    expect(shown.lines.map((line) => line.status)).toEqual(["DONE", "FIRED"]);
    expect(slip.lines[0]?.status).toBe("FIRED");
  });

  it("never brings a voided line back", () => {
    const voided = aSlip({ lines: [{ ...tandoor, status: "VOIDED" }, curry] });
    const done = withActs(voided, [{ order_id: "o1", line_id: null, verb: "done" }]);
    expect(done.lines.map((line) => line.status)).toEqual(["VOIDED", "DONE"]);
    expect(stageOf(done.lines)).toBe("done");
  });

  it("goes to the line's address or the order's", () => {
    expect(actPath({ order_id: "o1", line_id: "l1", verb: "start" })).toBe(
      "/api/kitchen/lines/l1/start",
    );
    expect(actPath({ order_id: "o1", line_id: null, verb: "done" })).toBe(
      "/api/kitchen/orders/o1/done",
    );
  });
});

describe("a station", () => {
  it("sees its own lines until all of them are done", () => {
    expect(forStation(slip, "curry")?.lines).toEqual([curry]);
    expect(forStation(slip, "bar")).toBeNull();
    const done = aSlip({ lines: [tandoor, { ...curry, status: "DONE" }] });
    expect(forStation(done, "curry")).toBeNull();
    expect(forStation(done, "tandoor")?.lines).toHaveLength(1);
    expect(forStation(done, "")?.lines).toHaveLength(2);
  });
});
