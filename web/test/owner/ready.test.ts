import { describe, expect, it } from "vitest";
import type { Bill, Hindrances, PrintJob } from "../../src/api/schema";
import { missingOf } from "../../src/owner/days/due/words";
import { billsNamed, hindrancesOf, KINDS, pendingWords } from "../../src/owner/days/ready";

const NOTHING: Hindrances = {
  open_bills: [],
  open_drawers: [],
  waiting_prints: [],
  refunds_due: [],
  unverified: [],
  mismatches: [],
  refunds_pending: [],
  due_again: [],
};

const bill = (more: Partial<Bill> = {}) =>
  ({
    id: "b1",
    table_id: "t5",
    table_name: "5",
    opened_at: "2026-11-21T14:00:00Z",
    due_paise: 5_000,
    kept_paise: 6_800,
    overpaid_paise: 0,
    waiting_order_ids: [],
    payments: [],
    refunds: [],
    invoice: null,
    ...more,
  }) as unknown as Bill;
const known = (more: Partial<Bill> = {}) => new Map([["b1", bill(more)]]);
const nobody = new Map<string, Bill>();

const due = (more: Partial<Hindrances["refunds_due"][number]> = {}) =>
  ({
    refund_id: "r1",
    bill_id: "b1",
    amount_paise: 900,
    reason: "RETURNED",
    state: "DUE",
    failure: "",
    ...more,
  }) as Hindrances["refunds_due"][number];

describe("what stands in the way of closing a day", () => {
  const open_bills = [{ bill_id: "b1", table_name: "5" }];

  it("leads to the bill with what is due on it", () => {
    const [one, ...others] = hindrancesOf({ ...NOTHING, open_bills }, known());
    expect(others).toEqual([]);
    expect(one).toMatchObject({ title: "Table 5", paise: 5_000, href: "/counter#bill/t5" });
    expect(one?.detail).toContain("partly paid");
    const waits = known({ waiting_order_ids: ["o1"], kept_paise: 0 });
    const [other] = hindrancesOf({ ...NOTHING, open_bills }, waits);
    expect(other?.detail).toContain("waits for a yes or no");
    expect(other?.detail).not.toContain("partly paid");
  });
  it("says that nothing is due where a bill only has to be closed", () => {
    const [one] = hindrancesOf({ ...NOTHING, open_bills }, known({ due_paise: 0 }));
    expect(one?.detail).toContain("not closed");
  });
  it("names everything even when its bill cannot be read", () => {
    const open: Hindrances = {
      ...NOTHING,
      open_bills,
      unverified: [{ payment_id: "p1", bill_id: "b2", amount_paise: 100 }],
      mismatches: [{ attempt_id: "a1", bill_id: "b3", payment: "pay_9", came_paise: 200 }],
      refunds_due: [due({ bill_id: "b4" })],
      due_again: [{ bill_id: "b5", due_paise: 300 }],
      open_drawers: [{ drawer_id: "d1", cashier: "Lata" }],
      waiting_prints: [
        { id: "j1", kind: "BILL", printer_name: "Bar", state: "FAILED", error: "no paper" },
      ] as PrintJob[],
    };
    const found = hindrancesOf(open, nobody);
    expect(found.map((one) => one.kind)).toEqual([...KINDS]);
    expect(found.every((one) => one.title !== "")).toBe(true);
    expect(found.map((one) => one.paise)).toEqual([null, 100, 200, 900, 300, null, null]);
    expect(billsNamed([open, open])).toEqual(["b1", "b2", "b4", "b3", "b5"]);
  });
  it("says why a refund did not go through, and what has to be said first", () => {
    const failed = due({ state: "FAILED", failure: "balance too low" });
    const [one] = hindrancesOf({ ...NOTHING, refunds_due: [failed] }, known());
    expect(one).toMatchObject({ title: "Taken back", href: "/counter#till" });
    expect(one?.detail).toContain("would not · balance too low");
    const refund = { id: "r1", method: "UPI", payment_state: "UNVERIFIED" } as Bill["refunds"][0];
    const [unsure] = hindrancesOf(
      { ...NOTHING, refunds_due: [due()] },
      known({ refunds: [refund] }),
    );
    expect(unsure?.detail).toContain("say first whether its transfer came");
  });
  it("lists money of another amount once, not as its refund too", () => {
    const odd = [{ attempt_id: "a1", bill_id: "b1", payment: "pay_9", came_paise: 900 }];
    const refunds_due = [due({ reason: "MISMATCH" }), due({ refund_id: "r2" })];
    const kinds = (mismatches: typeof odd) =>
      hindrancesOf({ ...NOTHING, mismatches, refunds_due }, known()).map((one) => one.kind);
    expect(kinds(odd)).toEqual(["mismatches", "refunds_due"]);
    expect(kinds([])).toEqual(["refunds_due", "refunds_due"]);
  });
  it("says what a payment company is at, which holds nothing up", () => {
    expect(hindrancesOf({ ...NOTHING, refunds_pending: [due()] }, known())).toEqual([]);
    expect(pendingWords([])).toBe("");
    expect(pendingWords([due()])).toContain("₹9.00 is on its way");
    expect(pendingWords([due(), due()])).toContain("2 refunds, ₹18.00");
  });
});

describe("an invoice that is due again", () => {
  it("names the transfers that never came", () => {
    const payment = (state: string) =>
      ({
        id: state,
        state,
        reference: "1234",
        amount_paise: 500,
        tip_paise: 50,
        by: "Lata",
      }) as Bill["payments"][number];
    const found = missingOf(bill({ payments: [payment("VERIFIED"), payment("REJECTED")] }));
    expect(found).toEqual([{ id: "REJECTED", words: "UTR 1234 of ₹5.50, taken by Lata" }]);
  });
});
