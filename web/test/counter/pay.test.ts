import { describe, expect, it } from "vitest";
import type { BillLine, BillPart, CreditNote } from "../../src/api/schema";
import { leftToReturn, partName, payableOf, readSlip, readUtr } from "../../src/counter/model/pay";
import { readWhere } from "../../src/counter/state/where";
import { aBill } from "./fixtures";

const aPart = (more: Partial<BillPart> = {}): BillPart => ({
  id: "p1",
  label: "1",
  how: "EQUAL",
  state: "OPEN",
  lines: [],
  taxable_paise: 0,
  cgst_paise: 0,
  sgst_paise: 0,
  vat_paise: 0,
  round_off_paise: 0,
  total_paise: 50000,
  paid_paise: 20000,
  due_paise: 30000,
  ...more,
});

describe("what can be paid", () => {
  it("is any amount of an unshared bill, all of a shared one, or a part", () => {
    expect(payableOf(aBill(), undefined)).toMatchObject({ due: 113280, anyAmount: true });
    const shared = aBill({ parts: [aPart(), aPart({ id: "p2" })] });
    expect(payableOf(shared, undefined)).toMatchObject({ due: 113280, anyAmount: false });
    expect(payableOf(shared, "p2")).toMatchObject({ due: 30000, anyAmount: true });
  });
  it("is nothing of what is paid or gone", () => {
    expect(payableOf(aBill({ due_paise: 0 }), undefined)).toBeNull();
    expect(payableOf(aBill({ parts: [aPart({ due_paise: 0 })] }), "p1")).toBeNull();
    expect(payableOf(aBill(), "p9")).toBeNull();
  });
});

describe("a UTR", () => {
  it("is twelve digits, however they are grouped", () => {
    expect(readUtr("4021 8877 1234")).toBe("402188771234");
    for (const bad of ["", "40218877123", "4021887712345", "40218877123a"]) {
      expect(readUtr(bad)).toBeNull();
    }
  });
});

describe("a slip's number", () => {
  it("is letters and digits", () => {
    expect(readSlip(" APPR 00123 ")).toEqual({ reference: "APPR-00123" });
    expect(readSlip("12")).toHaveProperty("wrong");
    expect(readSlip("a/b/c/d")).toHaveProperty("wrong");
  });
  it("is never a card's number", () => {
    for (const card of ["4111111111111111", "4111 1111 1111 1111", "378282246310005"]) {
      expect(readSlip(card)).toEqual({
        wrong: "This looks like a card’s number. Type the slip’s number.",
      });
    }
    // Sixteen digits that are no card's are somebody's reference.
    expect(readSlip("4111111111111112")).toEqual({ reference: "4111111111111112" });
  });
});

describe("what can be brought back", () => {
  it("is what was paid for and not yet credited", () => {
    const line = { line_id: "l1", quantity: 3 } as BillLine;
    const note = { lines: [{ line_id: "l1", quantity: 2 }] } as CreditNote;
    expect(leftToReturn(aBill({ lines: [line] })).get("l1")).toBe(3);
    const once = aBill({ lines: [line], credit_notes: [note] });
    expect(leftToReturn(once).get("l1")).toBe(1);
    expect(leftToReturn({ ...once, credit_notes: [note, note] }).get("l1")).toBe(0);
  });
});

describe("names and addresses", () => {
  it("call a nameless part by its number", () => {
    expect(partName("2")).toBe("Part 2");
    expect(partName("Seat 2")).toBe("Seat 2");
  });
  it("lead to the till, a paid bill, a part", () => {
    expect(readWhere("#till")).toEqual({ at: "till" });
    expect(readWhere("#paid/b1")).toEqual({ at: "paid", bill: "b1" });
    expect(readWhere("#pay/t5")).toEqual({ at: "pay", table: "t5" });
    expect(readWhere("#pay/t5/p1")).toEqual({ at: "pay", table: "t5", part: "p1" });
  });
});
