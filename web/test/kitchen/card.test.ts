import { describe, expect, it } from "vitest";
import { inOrder, stageOf, toCards } from "../../src/kitchen/model/card";
import { at } from "../staff/fixtures";
import { aCard, aChange, aLine, aTicket } from "./fixtures";

const curry = aTicket({
  id: "t2",
  station: "Curry",
  lines: [aLine({ id: "l2", name: "Dal Makhani" })],
  elsewhere: [
    { station: "Tandoor", done: 0, of: 1 },
    { station: "Bar", done: 1, of: 1 },
  ],
});

describe("a card", () => {
  it("holds what this screen's stations were told together, and says where else it cooks", () => {
    const card = aCard(curry, aTicket());
    expect(card.stations).toEqual(["Tandoor", "Curry"]);
    expect(card.lines.map((line) => line.name)).toEqual(["Paneer Tikka", "Dal Makhani"]);
    const alone = aCard(curry);
    expect(alone.elsewhere.map((one) => one.station)).toEqual(["Tandoor", "Bar"]);
  });

  it("is one for each course and firing", () => {
    const later = aTicket({ id: "t3", course: 2, fired_at: at(20) });
    expect(toCards([aTicket(), later], ["Tandoor"])).toHaveLength(2);
  });

  it("goes when all of it was called off and the cook knows, not before", () => {
    const off = { lines: [aLine({ quantity: 0, status: "VOIDED" })] };
    expect(toCards([aTicket(off)], [])).toEqual([]);
    const unconfirmed = aTicket({ ...off, changes: [aChange({ kind: "CANCELLED" })] });
    expect(toCards([unconfirmed], [])).toHaveLength(1);
  });

  it("is waiting, cooking or done; what was called off does not count", () => {
    const off = aLine({ quantity: 0, status: "VOIDED" });
    expect(stageOf([aLine(), off])).toBe("waiting");
    expect(stageOf([aLine({ status: "DONE" }), aLine()])).toBe("cooking");
    expect(stageOf([aLine({ status: "DONE" }), off])).toBe("done");
  });
});

describe("the order of the cards", () => {
  const cards = [
    aCard(aTicket({ number: 1, table_name: "10", fired_at: at(0) })),
    aCard(aTicket({ number: 2, table_name: "2", fired_at: at(1), course: 2 })),
    aCard(aTicket({ number: 3, table_name: "2", fired_at: at(2), is_rush: true })),
    aCard(aTicket({ number: 4, table_name: "9", fired_at: at(3) })),
  ];
  const sorted = (by: "oldest" | "table" | "course") =>
    [...cards].sort(inOrder(by)).map((card) => card.number);

  it("has rushed ones first, then as the screen wants it", () => {
    expect(sorted("oldest")).toEqual([3, 1, 2, 4]);
    expect(sorted("table")).toEqual([3, 2, 4, 1]);
    expect(sorted("course")).toEqual([3, 1, 4, 2]);
  });
});
