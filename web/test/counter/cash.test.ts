import { describe, expect, it } from "vitest";
import { suggestions, typeKey } from "../../src/counter/model/cash";
import { halves, readDiscount } from "../../src/counter/model/taxes";
import { readWhere } from "../../src/counter/state/where";

describe("notes a guest may hand over", () => {
  it("are the exact sum and the next 50, 100 and 500, each once", () => {
    expect(suggestions(108855)).toEqual([108855, 110000, 150000]);
    expect(suggestions(12040)).toEqual([12040, 15000, 20000, 50000]);
    expect(suggestions(50000)).toEqual([50000]);
    expect(suggestions(50001)).toEqual([50001, 55000, 60000, 100000]);
    expect(suggestions(0)).toEqual([]);
  });
});

describe("the amount pad", () => {
  const type = (...keys: string[]) => keys.reduce(typeKey, "");
  it("types rupees and at most two paise", () => {
    expect(type("1", "1", "0", "0")).toBe("1100");
    expect(type("1", "1", ".", "4", "5", "9")).toBe("11.45");
    expect(type(".", "5")).toBe("0.5");
    expect(type("1", ".", ".", "2")).toBe("1.2");
  });
  it("has no leading noughts and no endless sums", () => {
    expect(type("0", "0", "7")).toBe("7");
    expect(type(..."123456789")).toBe("1234567");
    expect(type("1", "2", "back")).toBe("1");
    expect(type("1", "clear")).toBe("");
  });
});

describe("a discount", () => {
  it("is hundredths of a percent or paise", () => {
    expect(readDiscount("percent", "15", 25000)).toEqual({ percent_bps: 1500 });
    expect(readDiscount("percent", "12.5 %", 25000)).toEqual({ percent_bps: 1250 });
    expect(readDiscount("amount", "₹37.50", 25000)).toEqual({ amount_paise: 3750 });
  });
  it("is never more than the whole, and never nothing", () => {
    expect(readDiscount("percent", "100.01", 25000)).toBe("At most 100 %");
    expect(readDiscount("amount", "250.01", 25000)).toBe("More than it costs");
    for (const bad of ["", "0", "abc", "-5", "1.234"]) {
      expect(readDiscount("percent", bad, 25000)).toBe("How much?");
    }
  });
});

describe("taxes", () => {
  const tax = {
    tax_class: "restaurant",
    kind: "GST" as const,
    label: "GST 18%",
    rate_bps: 1800,
    inclusive: false,
    taxable_paise: 92250,
    tax_paise: 16605,
    cgst_paise: 8303,
    sgst_paise: 8303,
    vat_paise: 0,
  };
  it("are shown in their two equal halves", () => {
    expect(halves(tax)).toEqual([
      { name: "CGST 9%", paise: 8303 },
      { name: "SGST 9%", paise: 8303 },
    ]);
    expect(halves({ ...tax, rate_bps: 500 })[0]?.name).toBe("CGST 2.5%");
    expect(halves({ ...tax, rate_bps: 0 })).toEqual([]);
  });
  it("are one where it is VAT", () => {
    const vat = { ...tax, kind: "VAT" as const, label: "VAT 10%", vat_paise: 9225 };
    expect(halves(vat)).toEqual([{ name: "VAT 10%", paise: 9225 }]);
  });
});

describe("the address", () => {
  it("names the view and the table, and anything else is the floor", () => {
    expect(readWhere("#bill/t5")).toEqual({ at: "bill", table: "t5" });
    for (const odd of ["", "#", "#bill", "#nowhere/t5"]) {
      expect(readWhere(odd)).toEqual({ at: "floor" });
    }
  });
});
