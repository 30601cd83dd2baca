import type { TaxLine } from "../../api/schema";

/** GST is shown as its two equal halves, central and state; VAT as the one tax it is. */
export function halves(tax: TaxLine): { name: string; paise: number }[] {
  if (tax.rate_bps === 0) return [];
  if (tax.kind === "VAT") return [{ name: tax.label, paise: tax.vat_paise }];
  const rate = `${tax.rate_bps / 200}%`;
  return [
    { name: `CGST ${rate}`, paise: tax.cgst_paise },
    { name: `SGST ${rate}`, paise: tax.sgst_paise },
  ];
}

/** What a discount typed by a person means, or why it cannot be given. */
export function readDiscount(
  kind: "percent" | "amount",
  typed: string,
  ofPaise: number,
): { percent_bps: number } | { amount_paise: number } | string {
  const text = typed.trim().replace(/[%₹\s]/g, "");
  if (!/^\d{1,7}(\.\d{0,2})?$/.test(text)) return "How much?";
  // Hundredths either way: of a percent (basis points) or of a rupee (paise).
  const hundredths = Math.round(Number(text) * 100);
  if (hundredths === 0) return "How much?";
  if (kind === "percent") {
    return hundredths > 10_000 ? "At most 100 %" : { percent_bps: hundredths };
  }
  return hundredths > ofPaise ? "More than it costs" : { amount_paise: hundredths };
}
