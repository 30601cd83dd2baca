import { describe, expect, it } from "vitest";
import type { Order } from "../../src/api/schema";
import { kitchenAlarms } from "../../src/counter/model/alarms";
import { floorTiles } from "../../src/counter/model/floor";
import { type CounterState, openCalls, reduce, toApprove } from "../../src/counter/model/state";
import { aLine, anOrder, at, ms } from "../staff/fixtures";
import { aBill, aCall, aSitting, aState, aTable } from "./fixtures";

const tile = (more: Partial<CounterState>, now = ms(1)) => floorTiles(aState(more), now)[0];
const step = (to: Order["status"], minute: number) => ({
  from: null,
  to,
  at: at(minute),
  by: "",
  role: "",
  device: "",
  reason: "",
});

describe("the floor", () => {
  it("tells each state of a table apart", () => {
    const order = (more: Partial<Order>) => ({ orders: [anOrder(more)] });
    const done: Partial<Order> = { status: "READY", lines: [aLine({ status: "DONE" })] };
    const served: Partial<Order> = { status: "SERVED", lines: [aLine({ status: "SERVED" })] };
    expect(tile({ tables: [aTable(null)] })?.state).toBe("free");
    expect(tile({})?.state).toBe("seated");
    expect(tile({ carts: { s1: 2 } })?.state).toBe("ordering");
    expect(tile(order({ status: "PENDING" }))?.state).toBe("approve");
    expect(tile(order({ status: "CONFIRMED" }))?.state).toBe("waiting");
    expect(tile(order({ status: "PREPARING" }))?.state).toBe("waiting");
    expect(tile(order(done))?.state).toBe("ready");
    expect(tile(order(served))?.state).toBe("eating");
    expect(tile(order({ status: "CANCELLED" }))?.state).toBe("seated");
    const asked = [aTable(aSitting({ calls: [aCall({ kind: "BILL", taken_at: at(1) })] }))];
    expect(tile({ tables: asked, ...order(served) })?.state).toBe("bill");
  });

  it("puts what somebody must do before what only goes on", () => {
    const orders = [
      anOrder({ id: "o1", status: "PREPARING" }),
      anOrder({
        id: "o2",
        status: "READY",
        lines: [aLine({ status: "DONE" })],
        history: [step("READY", 3)],
      }),
    ];
    expect(tile({ orders }, ms(4))).toMatchObject({ state: "ready", since: at(3) });
    const more = [...orders, anOrder({ id: "o3", status: "PENDING", placed_at: at(4) })];
    expect(tile({ orders: more }, ms(4))).toMatchObject({ state: "approve", since: at(4) });
  });

  it("asks for somebody when a table is left alone too long", () => {
    expect(tile({}, ms(7))?.attention).toBe("");
    expect(tile({}, ms(8))?.attention).toBe("No order");
    const waiting = { orders: [anOrder({ status: "PREPARING" })] };
    expect(tile(waiting, ms(19))?.attention).toBe("");
    expect(tile(waiting, ms(20))?.attention).toBe("Food is late");
    const unstarted = { orders: [anOrder({ status: "CONFIRMED" })] };
    expect(tile(unstarted, ms(10))?.attention).toBe("Not started");
  });

  it("looks after a table at which nothing has happened for too long", () => {
    const lines = [aLine({ status: "SERVED" })];
    const served = { orders: [anOrder({ status: "SERVED", lines })] };
    expect(tile(served, ms(45))?.attention).toBe("");
    expect(tile(served, ms(46))?.attention).toBe("Quiet 46 min");
    const lately = [aTable(aSitting({ last_activity_at: at(30) }))];
    expect(tile({ ...served, tables: lately }, ms(46))?.attention).toBe("");
  });

  it("says which course waits once the one before is served", () => {
    const lines = [aLine({ status: "SERVED" }), aLine({ id: "l2", status: "QUEUED", course: 2 })];
    const orders = [anOrder({ status: "READY", lines, history: [step("READY", 5)] })];
    expect(tile({ orders }, ms(6))).toMatchObject({ state: "eating", next_course: 2 });
    expect(tile({ orders }, ms(18))?.attention).toBe("Fire course 2?");
    const fired = [
      aLine({ status: "SERVED" }),
      aLine({ id: "l2", status: "FIRED", course: 2, fired_at: at(40) }),
    ];
    const again = [anOrder({ status: "PREPARING", lines: fired })];
    expect(tile({ orders: again }, ms(41))).toMatchObject({ state: "waiting", since: at(40) });
    expect(kitchenAlarms(aState({ orders: again }), ms(45))).toEqual([]);
  });

  it("does not ring for an order that may still be taken back", () => {
    const orders = [anOrder({ status: "PENDING", accept_at: at(2) })];
    expect(tile({ orders })?.state).toBe("ordering");
    expect(toApprove(aState({ orders }))).toEqual([]);
  });

  it("shows joined tables as one party, under the name of the one that leads", () => {
    const merged = [{ sitting_id: "s2", table_id: "t6", table_name: "6" }];
    const tables = [
      aTable(aSitting({ merged })),
      aTable(
        aSitting({
          id: "s2",
          table_id: "t6",
          table_name: "6",
          merged_into: "s1",
          calls: [aCall({ sitting_id: "s2" })],
        }),
        { id: "t6", name: "6", number: 6 },
      ),
    ];
    const orders = [anOrder({ sitting_id: "s2", table_id: "t6", status: "CONFIRMED" })];
    const [five, six] = floorTiles(aState({ tables, orders, bills: [aBill()] }), ms(1));
    expect(five).toMatchObject({ state: "waiting", joins: ["6"], due_paise: 113280, calls: 1 });
    expect(six).toMatchObject({ state: "waiting", joined: "5", due_paise: 0, calls: 1 });
  });

  it("counts calls that nobody has taken", () => {
    const calls = [aCall(), aCall({ id: "c2", taken_at: at(1), taken_by: "Ravi" })];
    expect(tile({ tables: [aTable(aSitting({ calls }))] })?.calls).toBe(1);
  });

  it("shows a table as paid until it is cleared, and keeps unserved food in sight", () => {
    const paid = { tables: [aTable(null)], bills: [aBill({ state: "PAID", paid_at: at(10) })] };
    expect(tile(paid, ms(15))?.state).toBe("paid");
    expect(tile(paid, ms(17))?.state).toBe("free");
    const owed = { ...paid, orders: [anOrder({ status: "READY", money: "PAID" })] };
    expect(tile(owed, ms(17))).toMatchObject({ state: "ready", attention: "Serve it" });
  });

  it("looks at the orders of this sitting only, and shows what is due", () => {
    const orders = [anOrder({ sitting_id: "before", status: "SERVED" })];
    expect(tile({ orders, bills: [aBill()] })).toMatchObject({
      state: "seated",
      due_paise: 113280,
    });
  });

  it("hides a table that was taken away, unless guests still sit there", () => {
    expect(tile({ tables: [aTable(null, { is_active: false })] })).toBeUndefined();
    expect(tile({ tables: [aTable(aSitting(), { is_active: false })] })?.state).toBe("seated");
  });
});

describe("live messages", () => {
  it("replace orders and bills by id, never with an older version", () => {
    const state = aState({ orders: [anOrder({ version: 3 })], bills: [aBill({ version: 3 })] });
    const old = { type: "order", seq: 9, data: anOrder({ version: 2, status: "READY" }) } as const;
    expect(reduce(state, old).orders[0]?.status).toBe("CONFIRMED");
    const newer = { ...old, data: anOrder({ version: 4, status: "READY" }) };
    expect(reduce(state, newer).orders[0]?.status).toBe("READY");
    const bill = { type: "bill", seq: 9, data: aBill({ version: 2, due_paise: 1 }) } as const;
    expect(reduce(state, bill).bills[0]?.due_paise).toBe(113280);
  });

  it("open and close a sitting, but never close the next one at that table", () => {
    const closed = aSitting({ closed_at: at(60) });
    const close = { type: "sitting", seq: 9, data: closed } as const;
    expect(reduce(aState(), close).tables[0]?.sitting).toBeNull();
    const next = aState({ tables: [aTable(aSitting({ id: "s2" }))] });
    expect(reduce(next, close).tables[0]?.sitting?.id).toBe("s2");
  });

  it("put calls with their sitting", () => {
    const rung = reduce(aState(), { type: "call", seq: 9, data: aCall() });
    expect(openCalls(rung)).toHaveLength(1);
    const taken = { type: "call", seq: 10, data: aCall({ taken_at: at(1) }) } as const;
    expect(openCalls(reduce(rung, taken))).toEqual([]);
  });

  it("bring orders to approve in the order in which they came", () => {
    const orders = [
      anOrder({ id: "o2", number: 18, status: "PENDING", placed_at: at(2) }),
      anOrder({ id: "o1", number: 17, status: "PENDING", placed_at: at(1) }),
      anOrder({ id: "o3", number: 19, status: "CONFIRMED" }),
    ];
    expect(toApprove(aState({ orders })).map((order) => order.number)).toEqual([17, 18]);
  });
});

describe("the kitchen alarm", () => {
  it("names orders nobody started and orders that are late, the longest first", () => {
    const orders = [
      anOrder({ id: "o1", number: 17, lines: [aLine({ fired_at: at(12) })] }),
      anOrder({ id: "o2", number: 18, status: "PREPARING", accepted_at: at(0) }),
      anOrder({ id: "o3", number: 19, status: "READY" }),
    ];
    expect(kitchenAlarms(aState({ orders }), ms(25))).toMatchObject([
      { number: 18, why: "late", minutes: 25 },
      { number: 17, why: "not started", minutes: 13 },
    ]);
    expect(kitchenAlarms(aState({ orders }), ms(15))).toEqual([]);
  });
});
