import { describe, expect, it } from "vitest";
import { businessDay, dayWords, hourNow, readDay, shiftDay } from "../../src/owner/today/day";
import {
  axis,
  hourSpan,
  hoursShown,
  hourWord,
  shortMoney,
  wholeAxis,
} from "../../src/owner/today/scale";

describe("the business day", () => {
  it("changes at four in the morning in India", () => {
    expect(businessDay(Date.parse("2026-11-21T22:29:59Z"))).toBe("2026-11-21");
    expect(businessDay(Date.parse("2026-11-21T22:30:00Z"))).toBe("2026-11-22");
    expect(hourNow(Date.parse("2026-11-21T18:30:00Z"))).toBe(0);
  });
  it("steps over months and years", () => {
    expect(shiftDay("2027-03-01", -1)).toBe("2027-02-28");
    expect(shiftDay("2026-12-31", 1)).toBe("2027-01-01");
  });
  it("takes no date that does not exist or has not been", () => {
    expect(readDay("2026-11-20", "2026-11-21")).toBe("2026-11-20");
    for (const bad of ["2026-11-22", "", "2026-13-01", "21/11/2026"]) {
      expect(readDay(bad, "2026-11-21")).toBeNull();
    }
  });
  it("is said in words", () => {
    expect(dayWords("2026-11-21", "2026-11-22")).toMatch(/Saturday,? 21 November$/);
    expect(dayWords("2025-11-21", "2026-11-22")).toContain("2025");
  });
});

describe("the axis", () => {
  it("ends at a round number not below the highest value", () => {
    for (const highest of [1, 7, 99, 100, 101, 12345, 1922055, 999_999_99]) {
      const { top, ticks } = axis(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(top).toBeLessThan(highest * 2);
      expect(ticks[0]).toBe(0);
      expect(ticks[ticks.length - 1]).toBe(top);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });
  it("stands on nothing without falling over", () => {
    expect(axis(0)).toEqual({ top: 1, ticks: [0] });
    expect(axis(Number.NaN).top).toBe(1);
  });
  it("counts orders in whole ones", () => {
    for (let highest = 0; highest <= 60; highest += 1) {
      const { top, ticks } = wholeAxis(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });
  it("is labelled the Indian way", () => {
    expect([0, 50_000, 500_000, 12_500_000, 2_000_000_000].map(shortMoney)).toEqual([
      "₹0",
      "₹500",
      "₹5k",
      "₹1.25L",
      "₹2Cr",
    ]);
  });
});

describe("the hours", () => {
  const at = (hour: number) => ({ hour, orders: 1, revenue_paise: 100 });

  it("run from the first order to the last, without gaps", () => {
    const shown = hoursShown([at(11), at(22)], null).map((one) => one.hour);
    expect(shown).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });
  it("put the night after the evening", () => {
    const shown = hoursShown([at(1), at(18)], null).map((one) => one.hour);
    expect(shown).toEqual([18, 19, 20, 21, 22, 23, 0, 1]);
  });
  it("are at least eight, within the day", () => {
    expect(hoursShown([at(4)], null).map((one) => one.hour)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(hoursShown([at(3)], null).map((one) => one.hour)).toEqual([20, 21, 22, 23, 0, 1, 2, 3]);
    expect(hoursShown([at(13)], null)).toHaveLength(8);
  });
  it("reach to now", () => {
    const shown = hoursShown([at(12)], 23).map((one) => one.hour);
    expect(shown[0]).toBe(12);
    expect(shown[shown.length - 1]).toBe(23);
  });
  it("are none on an empty day", () => {
    expect(hoursShown([{ hour: 12, orders: 0, revenue_paise: 0 }], 19)).toEqual([]);
  });
  it("have names", () => {
    expect([0, 11, 12, 19].map(hourWord)).toEqual(["12 am", "11 am", "12 pm", "7 pm"]);
    expect([19, 11, 23].map(hourSpan)).toEqual(["7 to 8 pm", "11 am to 12 pm", "11 pm to 12 am"]);
  });
});
