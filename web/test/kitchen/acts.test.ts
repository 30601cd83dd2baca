import { describe, expect, it } from "vitest";
import {
  type Act,
  all,
  callOf,
  isLast,
  laneOf,
  tapLine,
  undoOf,
  withActs,
} from "../../src/kitchen/model/acts";
import { aCard, aChange, aLine, aTicket } from "./fixtures";

const dal = aLine({ id: "l2", name: "Dal Makhani" });
const ticket = aTicket({ lines: [aLine(), dal] });
const card = aCard(ticket);
const [first, second] = card.lines;

describe("a tap", () => {
  it("on a line makes it done, and again brings it back", () => {
    expect(first && tapLine(first)).toEqual({ do: "done", ticket_id: "t1", line_id: "l1" });
    expect(first && tapLine({ ...first, status: "DONE" })).toMatchObject({ do: "recall" });
    expect(first && tapLine({ ...first, status: "VOIDED" })).toBeNull();
  });

  it("on the last open line takes the card down", () => {
    const half = aCard(aTicket({ lines: [aLine({ status: "DONE" }), dal] }));
    expect(second && isLast(half, second)).toBe(true);
    expect(second && isLast(card, second)).toBe(false);
  });

  it("on the foot is about the tickets that still have something to cook", () => {
    const curry = aTicket({ id: "t2", station: "Curry", lines: [aLine({ status: "DONE" })] });
    expect(all(aCard(ticket, curry), "done")).toEqual([
      { do: "done", ticket_id: "t1", line_id: null },
    ]);
  });
});

describe("an undo", () => {
  it("takes a whole ticket back when all of it was open", () => {
    expect(undoOf(card, all(card, "done"))).toEqual([
      { do: "recall", ticket_id: "t1", line_id: null },
    ]);
  });

  it("leaves done what had been done before", () => {
    const half = aCard(aTicket({ lines: [aLine({ status: "DONE" }), dal] }));
    expect(undoOf(half, all(half, "done"))).toEqual([
      { do: "recall", ticket_id: "t1", line_id: "l2" },
    ]);
  });
});

describe("what was tapped but not answered", () => {
  it("is drawn at once, in order, on its own ticket only", () => {
    const acts: Act[] = [
      { do: "start", ticket_id: "t1", line_id: "l1" },
      { do: "done", ticket_id: "t1", line_id: "l1" },
      { do: "done", ticket_id: "t9", line_id: null },
    ];
    const shown = withActs(ticket, acts);
    expect(shown.lines.map((line) => line.status)).toEqual(["DONE", "FIRED"]);
    expect(ticket.lines[0]?.status).toBe("FIRED");
  });

  it("confirms a change, and rushes every ticket of the order", () => {
    const changed = aTicket({ changes: [aChange(), aChange({ id: "c2" })] });
    const shown = withActs(changed, [
      { do: "confirm", ticket_id: "t1", change_id: "c1" },
      { do: "rush", order_id: "o1", is_rush: true },
    ]);
    expect(shown.changes.map((one) => one.id)).toEqual(["c2"]);
    expect(shown.is_rush).toBe(true);
  });

  it("never brings a line back that was called off", () => {
    const off = aTicket({ lines: [aLine({ status: "VOIDED" })] });
    const shown = withActs(off, [{ do: "recall", ticket_id: "t1", line_id: null }]);
    expect(shown.lines[0]?.status).toBe("VOIDED");
  });
});

describe("the way to the box", () => {
  it("is the line's, the ticket's, the change's or the order's", () => {
    const path = (act: Act) => callOf(act).path;
    expect(path({ do: "done", ticket_id: "t1", line_id: "l1" })).toBe(
      "/api/kitchen/tickets/t1/lines/l1/done",
    );
    expect(path({ do: "done", ticket_id: "t1", line_id: null })).toBe(
      "/api/kitchen/tickets/t1/bump",
    );
    expect(path({ do: "confirm", ticket_id: "t1", change_id: "c1" })).toBe(
      "/api/kitchen/changes/c1/confirm",
    );
    expect(callOf({ do: "fire", order_id: "o1", course: 2 })).toEqual({
      path: "/api/orders/o1/fire",
      body: { course: 2 },
    });
  });

  it("has a lane for each ticket, in which nothing overtakes", () => {
    expect(laneOf({ do: "recall", ticket_id: "t1", line_id: "l1" })).toBe("t1");
    expect(laneOf({ do: "serve", order_id: "o1" })).toBe("o1");
  });
});
