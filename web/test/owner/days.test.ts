import { describe, expect, it } from "vitest";
import { monthOf, spanError } from "../../src/owner/days/span";
import { drawerWords } from "../../src/owner/days/z/words";

const TODAY = "2026-11-21";

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
