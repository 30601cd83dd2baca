import { describe, expect, it } from "vitest";
import { ageOf, ageText } from "../../src/kitchen/model/age";
import { readKey } from "../../src/kitchen/model/keys";
import { ms, NOON } from "../staff/fixtures";

const limits = { warn_minutes: 10, late_minutes: 20 };

describe("a ticket's age", () => {
  it("turns at the house's two thresholds, and says so in a word", () => {
    expect(ageOf(NOON, ms(9.99), limits)).toEqual({ minutes: 9, level: "fresh", word: "" });
    expect(ageOf(NOON, ms(10), limits)).toMatchObject({ level: "warn", word: "Hurry" });
    expect(ageOf(NOON, ms(20), limits)).toMatchObject({ level: "late", word: "Late" });
  });

  it("is never negative when two clocks differ", () => {
    expect(ageOf(NOON, ms(-3), limits).minutes).toBe(0);
  });

  it("reads well", () => {
    expect([0, 1, 99, 125].map(ageText)).toEqual(["now", "1 min", "99 min", "2 h 5"]);
  });
});

describe("keys", () => {
  it("bump by number, recall, move and press", () => {
    expect(readKey("3")).toEqual({ do: "bump", nth: 2 });
    expect(readKey("0")).toBeNull();
    expect(readKey("r")).toEqual({ do: "recall" });
    expect(readKey("ArrowLeft")).toEqual({ do: "move", by: -1 });
    expect(readKey("x")).toBeNull();
  });
});
