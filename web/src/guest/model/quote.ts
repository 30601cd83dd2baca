import type { Quote, TaxLine } from "../../api/schema";

export type QuoteRow =
  | { kind: "items" | "discount" | "subtotal" | "round" | "total"; paise: number }
  | { kind: "cgst" | "sgst" | "vat"; rate: string; paise: number }
  | { kind: "included" | "includedVat"; rate: string; paise: number };

/**
 * The rows of a quote as a person adds them up. CGST and SGST are equal and each rounded, so a
 * paisa may be left: the rounding row takes whatever makes the column come out right.
 */
export function quoteRows(quote: Quote): QuoteRow[] {
  const rows: QuoteRow[] = [{ kind: "items", paise: quote.items_paise }];
  if (quote.discount_paise !== 0) {
    rows.push({ kind: "discount", paise: -quote.discount_paise });
    rows.push({ kind: "subtotal", paise: quote.subtotal_paise });
  }
  let sum = quote.subtotal_paise;
  const taxed = quote.taxes.filter((tax) => tax.tax_paise !== 0);
  for (const tax of taxed.filter((one) => !one.inclusive)) {
    if (tax.kind === "VAT") {
      rows.push({ kind: "vat", rate: percent(tax.rate_bps), paise: tax.vat_paise });
      sum += tax.vat_paise;
      continue;
    }
    rows.push({ kind: "cgst", rate: halfRate(tax), paise: tax.cgst_paise });
    rows.push({ kind: "sgst", rate: halfRate(tax), paise: tax.sgst_paise });
    sum += tax.cgst_paise + tax.sgst_paise;
  }
  const round = quote.total_paise - sum;
  if (round !== 0) rows.push({ kind: "round", paise: round });
  rows.push({ kind: "total", paise: quote.total_paise });
  for (const tax of taxed.filter((one) => one.inclusive)) {
    const kind = tax.kind === "VAT" ? "includedVat" : "included";
    rows.push({ kind, rate: percent(tax.rate_bps), paise: tax.tax_paise });
  }
  return rows;
}

function halfRate(tax: TaxLine): string {
  return percent(tax.rate_bps / 2);
}

/** 900 → "9", 250 → "2.5" */
function percent(bps: number): string {
  return String(Math.round(bps) / 100);
}
