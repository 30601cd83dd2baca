import { describe, expect, it } from "vitest";
import { quoteRows } from "../../src/guest/model/quote";
import { quoteOf } from "./fixtures";

const gst = quoteOf().taxes[0];

describe("the rows of a quote", () => {
  it("are dishes, both halves of the tax, and the total", () => {
    expect(quoteRows(quoteOf())).toEqual([
      { kind: "items", paise: 96000 },
      { kind: "cgst", rate: "9", paise: 8640 },
      { kind: "sgst", rate: "9", paise: 8640 },
      { kind: "total", paise: 113280 },
    ]);
  });

  it("name the VAT on liquor beside the halves of GST", () => {
    const vat = { ...gst!, kind: "VAT" as const, label: "VAT 10%", rate_bps: 1000 };
    const beer = { ...vat, taxable_paise: 8000, tax_paise: 800, vat_paise: 800 };
    const quote = quoteOf({
      items_paise: 104000,
      subtotal_paise: 104000,
      taxes: [gst!, { ...beer, cgst_paise: 0, sgst_paise: 0 }],
      total_paise: 122080,
    });
    const rows = quoteRows(quote);
    expect(rows).toContainEqual({ kind: "vat", rate: "10", paise: 800 });
    expect(rows.some((row) => row.kind === "round")).toBe(false);
  });

  it("add up to the total even when the halves of the tax do not", () => {
    const quote = quoteOf({
      discount_paise: 3750,
      subtotal_paise: 92250,
      taxes: [
        { ...gst!, taxable_paise: 92250, tax_paise: 16605, cgst_paise: 8303, sgst_paise: 8303 },
      ],
      tax_paise: 16605,
      round_off_paise: -1,
      total_paise: 108855,
    });
    const rows = quoteRows(quote);
    expect(rows).toContainEqual({ kind: "discount", paise: -3750 });
    expect(rows).toContainEqual({ kind: "round", paise: -1 });
    const column = rows.filter((row) => !["items", "discount", "total"].includes(row.kind));
    expect(column.reduce((sum, row) => sum + row.paise, 0)).toBe(108855);
  });

  it("tell a tax that is in the prices after the total", () => {
    const quote = quoteOf({
      taxes: [{ ...gst!, inclusive: true, rate_bps: 500, tax_paise: 4571 }],
      total_paise: 96000,
    });
    expect(quoteRows(quote)).toEqual([
      { kind: "items", paise: 96000 },
      { kind: "total", paise: 96000 },
      { kind: "included", rate: "5", paise: 4571 },
    ]);
  });

  it("write half of five per cent as 2.5", () => {
    const quote = quoteOf({ taxes: [{ ...gst!, rate_bps: 500 }] });
    expect(quoteRows(quote)[1]).toMatchObject({ rate: "2.5" });
  });
});
