import { describe, expect, it } from "vitest";
import { DENOMINATIONS, readCount, verdict } from "../../src/counter/model/drawer";

describe("a count", () => {
  it("is pieces by denomination, and what they come to", () => {
    expect(readCount({ 50_000: "3", 1_000: " 12 ", 50: "1", 200: "0" })).toEqual({
      counts: { "50000": 3, "1000": 12, "50": 1 },
      sum: 162_050,
    });
    expect(readCount({})).toEqual({ counts: {}, sum: 0 });
  });
  it("names the first row that is no number", () => {
    for (const bad of ["x", "-1", "1.5", "1000000"]) {
      expect(readCount({ 10_000: bad, 50: "?" })).toEqual({ wrong: 10_000 });
    }
  });
  it("knows notes and coins from the largest down, each once", () => {
    expect([...DENOMINATIONS].sort((a, b) => b - a)).toEqual([...DENOMINATIONS]);
    expect(new Set(DENOMINATIONS).size).toBe(DENOMINATIONS.length);
  });
  it("is over, short or right", () => {
    expect([5, -5, 0].map(verdict)).toEqual(["over", "short", "right"]);
  });
});
