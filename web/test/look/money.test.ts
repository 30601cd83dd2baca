import { describe, expect, it } from "vitest";
import { formatMoney, formatPrice, parseMoney } from "../../src/look/money";

describe("money", () => {
  it("is written the Indian way", () => {
    expect(formatMoney(108855)).toBe("₹1,088.55");
    expect(formatMoney(12345678900)).toBe("₹12,34,56,789.00");
    expect(formatMoney(-1)).toBe("-₹0.01");
  });

  it("drops the paise of a menu price only when there are none", () => {
    expect(formatPrice(28000)).toBe("₹280");
    expect(formatPrice(28050)).toBe("₹280.50");
  });

  it("reads what people type", () => {
    expect(parseMoney("1,100")).toBe(110000);
    expect(parseMoney("₹ 11.5")).toBe(1150);
    expect(parseMoney("11.")).toBe(1100);
    expect(parseMoney("0.05")).toBe(5);
    expect(parseMoney("1,00,000.50")).toBe(10000050);
    for (const bad of [
      "",
      "280,50",
      "1,1",
      ",100",
      "1,100,",
      "abc",
      "-5",
      "1.234",
      "1e9",
      "99999999999",
    ]) {
      expect(parseMoney(bad)).toBeNull();
    }
  });
});
