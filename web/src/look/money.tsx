/** Money is whole paise everywhere; only here does it become a word for people. */
const rupees = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR" });
const wholeRupees = new Intl.NumberFormat("en-IN", {
  style: "currency",
  currency: "INR",
  maximumFractionDigits: 0,
});

export function formatMoney(paise: number): string {
  return rupees.format(paise / 100);
}

/** For menus: ₹280, but ₹280.50 when there are paise. */
export function formatPrice(paise: number): string {
  return paise % 100 === 0 ? wholeRupees.format(paise / 100) : formatMoney(paise);
}

/**
 * Reads what a person typed ("1,100", "₹ 11.5") as paise; null when it is no amount. A comma only
 * parts groups ("1,00,000"): "280,50" is refused rather than taken for twenty-eight thousand.
 */
export function parseMoney(text: string): number | null {
  const bare = text.replace(/[₹\s]/g, "");
  const grouped = /^\d{1,3}(,\d{2,3})*,\d{3}(\.|$)/.test(bare);
  const clean = grouped ? bare.replace(/,/g, "") : bare;
  const match = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(clean);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

export function Money({
  paise,
  strong,
  short,
}: {
  paise: number;
  strong?: boolean;
  short?: boolean;
}) {
  const text = short ? formatPrice(paise) : formatMoney(paise);
  return <span class={strong ? "money num strong" : "money num"}>{text}</span>;
}
