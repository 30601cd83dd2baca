import { describe, expect, it } from "vitest";
import type { Payment, Refund } from "../../src/api/schema";
import { judgedAway, standingOf } from "../../src/counter/model/refund";
import { readWhere } from "../../src/counter/state/where";
import { failureWords } from "../../src/staff/failure";
import { aBill } from "./fixtures";

const refund = (more: Partial<Refund>) =>
  ({
    id: "r1",
    state: "DUE",
    method: "RAZORPAY",
    payment_state: "TAKEN",
    failure: "",
    ...more,
  }) as Refund;

describe("money that is owed back", () => {
  it("is paid by hand, or asked for again, only once the company said no", () => {
    const can = (more: Partial<Refund>) => {
      const { canPay, askAgain } = standingOf(refund(more));
      return [canPay, askAgain];
    };
    expect(can({ state: "DUE" })).toEqual([true, null]);
    expect(can({ state: "PENDING" })).toEqual([false, null]);
    expect(can({ state: "DONE" })).toEqual([false, null]);
    expect(can({ state: "WITHDRAWN" })).toEqual([false, null]);
    expect(can({ state: "FAILED" })).toEqual([true, "RAZORPAY"]);
    expect(can({ state: "FAILED", method: "STRIPE" })).toEqual([true, "STRIPE"]);
    expect(can({ state: "FAILED", method: "UPI" })).toEqual([true, null]);
  });
  it("waits while nobody has said whether it came at all", () => {
    const unsure = standingOf(refund({ method: "UPI", payment_state: "UNVERIFIED" }));
    expect(unsure.canPay).toBe(false);
    expect(unsure.says).toContain("whether its transfer came");
  });
  it("says why the company would not, or has not answered yet", () => {
    expect(standingOf(refund({ state: "FAILED", failure: "no balance" })).says).toBe("no balance");
    expect(standingOf(refund({ state: "PENDING", failure: "no line" })).says).toBe("no line");
    expect(standingOf(refund({ state: "WITHDRAWN" })).says).toContain("never came");
  });
});

describe("transfers that were said not to have come", () => {
  const payment = (id: string, state: Payment["state"], at: string) =>
    ({ id, state, at }) as Payment;
  it("are listed for a while, the newest first", () => {
    const bill = aBill({
      payments: [
        payment("old", "REJECTED", "2026-11-19T10:00:00Z"),
        payment("noon", "REJECTED", "2026-11-21T06:30:00Z"),
        payment("sure", "VERIFIED", "2026-11-21T07:00:00Z"),
        payment("late", "REJECTED", "2026-11-21T09:00:00Z"),
      ],
    });
    const away = judgedAway([bill, aBill()], Date.parse("2026-11-20T12:00:00Z"));
    expect(away.map((one) => one.payment.id)).toEqual(["late", "noon"]);
    expect(away[0]?.bill).toBe(bill);
  });
});

it("an invoice that is due again has an address of its own", () => {
  expect(readWhere("#due/b1")).toEqual({ at: "due", bill: "b1" });
  expect(readWhere("#due/")).toEqual({ at: "floor" });
});

it("what a company's machine says is told without its numbers", () => {
  const poor = "400: balance_insufficient  Your account is empty.";
  expect(failureWords(poor)).toBe("Your account is empty.");
  expect(failureWords("401: unknown_key")).toBe("unknown_key");
  expect(failureWords("no answer within 10 s")).toBe("no answer within 10 s");
  expect(failureWords("")).toBe("");
});
