import { describe, expect, it } from "vitest";
import type { LineStatus } from "../../src/api/schema";
import { expoCards, numbers, toExpo } from "../../src/kitchen/model/expo";
import { aLine, anOrder, at, NOON } from "../staff/fixtures";

const told = (name: string, status: LineStatus) => ({
  ...{ name, status, fired_at: NOON, started_at: null, done_at: null },
});
const cooked = (id: string, status: LineStatus, ...stations: ReturnType<typeof told>[]) =>
  aLine({ id, status, stations });

describe("an order at the pass", () => {
  it("shows how far each station is, and is complete when all of them are done", () => {
    const half = anOrder({
      lines: [
        cooked("l1", "DONE", told("Tandoor", "DONE")),
        cooked("l2", "COOKING", told("Tandoor", "DONE"), told("Curry", "FIRED")),
      ],
    });
    expect(toExpo(half)).toMatchObject({
      complete: false,
      stations: [
        { name: "Tandoor", done: 2, of: 2 },
        { name: "Curry", done: 0, of: 1 },
      ],
    });
    const whole = anOrder({ lines: [cooked("l1", "DONE", told("Tandoor", "DONE"))] });
    expect(toExpo(whole)).toMatchObject({ complete: true });
  });

  it("does not wait for a course that waits itself, but says so", () => {
    const later = aLine({ id: "l3", course: 3, status: "QUEUED", stations: [] });
    const next = aLine({ id: "l2", course: 2, status: "QUEUED", stations: [] });
    const order = anOrder({
      lines: [cooked("l1", "DONE", told("Tandoor", "DONE")), later, next],
    });
    expect(toExpo(order)).toMatchObject({ complete: true, held: [2, 3] });
    expect(toExpo(order)?.lines).toHaveLength(1);
  });

  it("counts what is left of a line, and leaves out what was called off or has gone", () => {
    const order = anOrder({
      lines: [
        aLine({ quantity: 3, voided_quantity: 1 }),
        aLine({ id: "l2", quantity: 2, voided_quantity: 2 }),
      ],
    });
    expect(toExpo(order)?.lines.map((line) => line.quantity)).toEqual([2]);
    expect(toExpo(anOrder({ lines: [aLine({ status: "SERVED" })] }))).toBeNull();
  });
});

describe("the pass", () => {
  const done = { lines: [cooked("l1", "DONE", told("Tandoor", "DONE"))], status: "READY" as const };
  const orders = [
    anOrder({ id: "a", number: 1 }),
    anOrder({ id: "b", number: 2, ...done }),
    anOrder({ id: "c", number: 3, is_rush: true }),
    anOrder({ id: "d", number: 4, ...done, passed_at: at(4) }),
    anOrder({ id: "e", number: 5, status: "SERVED" }),
  ];
  const shown = (level: "only" | "first" | "second", stations: string[] = []) =>
    expoCards(orders, stations, level).map((card) => card.number);

  it("has the hurried first, then what can go out", () => {
    expect(shown("only")).toEqual([3, 2, 4, 1]);
  });

  it("has two levels where the house wants them", () => {
    expect(shown("first")).toEqual([3, 2, 1]);
    expect(shown("second")).toEqual([4]);
  });

  it("shows orders of the chosen stations only", () => {
    expect(shown("only", ["Curry"])).toEqual([]);
    expect(shown("only", ["Tandoor"])).toHaveLength(4);
  });
});

describe("the guests' numbers", () => {
  it("are preparing from the lowest, and ready with the latest first", () => {
    const ready = (number: number, minute: number) =>
      anOrder({
        id: `o${number}`,
        number,
        status: "READY",
        lines: [aLine({ done_at: at(minute) })],
      });
    const orders = [
      anOrder({ number: 9, status: "PREPARING" }),
      anOrder({ id: "o2", number: 4 }),
      ready(5, 3),
      ready(6, 8),
      anOrder({ id: "o3", number: 2, status: "SERVED" }),
    ];
    expect(numbers(orders)).toEqual({ preparing: [4, 9], ready: [6, 5] });
  });
});
