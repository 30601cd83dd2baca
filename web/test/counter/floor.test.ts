import { describe, expect, it } from "vitest";
import type { Bill, Call, Order, Sitting, Table } from "../../src/api/schema";
import { kitchenAlarms } from "../../src/counter/model/alarms";
import { floorTiles } from "../../src/counter/model/floor";
import { type CounterState, openCalls, reduce, toApprove } from "../../src/counter/model/state";
import { aLine, anOrder, at, ms, NOON } from "../staff/fixtures";

const aSitting = (more: Partial<Sitting> = {}): Sitting => ({
  id: "s1",
  table_id: "t5",
  table_name: "5",
  covers: 2,
  opened_at: NOON,
  closed_at: null,
  opened_by: "guest",
  guests: [],
  calls: [],
  bill_id: "b1",
  waiter: null,
  pin: "4821",
  merged_into: null,
  merged: [],
  last_activity_at: NOON,
  idle_minutes: 45,
  ...more,
});
const aCall = (more: Partial<Call> = {}): Call => ({
  id: "c1",
  sitting_id: "s1",
  table_id: "t5",
  table_name: "5",
  kind: "WAITER",
  at: NOON,
  taken_at: null,
  taken_by: null,
  ...more,
});
const aTable = (sitting: Sitting | null, more: Partial<Table> = {}): Table => ({
  id: "t5",
  area_id: "a1",
  name: "5",
  seats: 4,
  number: 5,
  is_active: true,
  x: 0,
  y: 0,
  w: 2,
  h: 2,
  shape: "SQUARE",
  accept_mode: null,
  pin: "4821",
  sitting,
  ...more,
});
const aBill = (more: Partial<Bill> = {}): Bill => ({
  id: "b1",
  sitting_id: "s1",
  table_id: "t5",
  table_name: "5",
  state: "OPEN",
  order_ids: ["o1"],
  waiting_order_ids: [],
  lines: [],
  quote: anOrder().quote,
  discount: null,
  paid_paise: 0,
  due_paise: 113280,
  invoice: null,
  opened_at: NOON,
  paid_at: null,
  version: 1,
  ...more,
});
const aState = (more: Partial<CounterState> = {}): CounterState => ({
  areas: [
    { id: "a1", name: "Veranda", sort: 0, opening: null, accept_mode: null, idle_minutes: null },
  ],
  tables: [aTable(aSitting())],
  orders: [],
  bills: [],
  codes: [],
  carts: {},
  warn_minutes: 10,
  late_minutes: 20,
  menu: { revision: 1, categories: [], modifier_groups: [], items: [] },
  ...more,
});
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
    expect(tile({ tables: [aTable(null)] })?.state).toBe("free");
    expect(tile({})?.state).toBe("seated");
    expect(tile({ carts: { s1: 2 } })?.state).toBe("ordering");
    expect(tile(order({ status: "PENDING" }))?.state).toBe("approve");
    expect(tile(order({ status: "CONFIRMED" }))?.state).toBe("waiting");
    expect(tile(order({ status: "PREPARING" }))?.state).toBe("waiting");
    expect(tile(order({ status: "READY" }))?.state).toBe("ready");
    expect(tile(order({ status: "SERVED" }))?.state).toBe("eating");
    expect(tile(order({ status: "CANCELLED" }))?.state).toBe("seated");
    const asked = [aTable(aSitting({ calls: [aCall({ kind: "BILL", taken_at: at(1) })] }))];
    expect(tile({ tables: asked, ...order({ status: "SERVED" }) })?.state).toBe("bill");
  });

  it("puts what somebody must do before what only goes on", () => {
    const orders = [
      anOrder({ id: "o1", status: "PREPARING" }),
      anOrder({ id: "o2", status: "READY", history: [step("READY", 3)] }),
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
      anOrder({ id: "o1", number: 17, status: "CONFIRMED", accepted_at: at(12) }),
      anOrder({ id: "o2", number: 18, status: "PREPARING", lines: [aLine()] }),
      anOrder({ id: "o3", number: 19, status: "READY" }),
    ];
    expect(kitchenAlarms(aState({ orders }), ms(25))).toMatchObject([
      { number: 18, why: "late", minutes: 25 },
      { number: 17, why: "not started", minutes: 13 },
    ]);
    expect(kitchenAlarms(aState({ orders }), ms(15))).toEqual([]);
  });
});
