import { describe, expect, it } from "vitest";
import { ageOf, limitsOf } from "../../src/kitchen/model/age";
import { english } from "../../src/kitchen/words";
import { ms, NOON } from "../staff/fixtures";
import { aStation } from "./fixtures";

const limits = { warn_minutes: 10, late_minutes: 20 };

describe("a ticket's age", () => {
  it("turns at two thresholds", () => {
    expect(ageOf(NOON, ms(9.99), limits)).toEqual({ minutes: 9, level: "fresh" });
    expect(ageOf(NOON, ms(10), limits)).toMatchObject({ level: "warn" });
    expect(ageOf(NOON, ms(20), limits)).toMatchObject({ level: "late" });
  });

  it("is never negative when two clocks differ", () => {
    expect(ageOf(NOON, ms(-3), limits).minutes).toBe(0);
  });

  it("is judged by the least patient of its stations", () => {
    const stations = [aStation("Tandoor", 12, 25), aStation("Bar", 4, 8), aStation("Curry")];
    expect(limitsOf(stations, ["Tandoor", "Bar"])).toEqual({ warn_minutes: 4, late_minutes: 8 });
    expect(limitsOf(stations, ["Gone"])).toEqual({ warn_minutes: 10, late_minutes: 20 });
  });

  it("reads well, also once minutes would need three figures", () => {
    const words = [0, 99, 125].map((minutes) => english.minutes(minutes));
    expect(words).toEqual(["0 min", "99 min", "2 h 5"]);
  });
});
