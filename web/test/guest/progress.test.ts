import { describe, expect, it } from "vitest";
import type { Order, OrderLine, OrderStatus } from "../../src/api/schema";
import { inOrder, isHeld, lineState, reasonOf, stepOf } from "../../src/guest/model/progress";
import { aLine, anOrder } from "../staff/fixtures";

const order = (id: string, status: OrderStatus, placed_at: string) =>
  ({ id, status, placed_at, history: [] }) as unknown as Order;

describe("how far an order is", () => {
  it("is one of four steps, or over", () => {
    const steps = (["PENDING", "CONFIRMED", "PREPARING", "READY", "SERVED"] as const).map(stepOf);
    expect(steps).toEqual([0, 0, 1, 2, 3]);
    expect(stepOf("CANCELLED")).toBe(-1);
    expect(stepOf("REJECTED")).toBe(-1);
  });

  it("lists the newest first and the refused last", () => {
    const list = [
      order("old", "SERVED", "2026-11-21T13:00:00Z"),
      order("no", "REJECTED", "2026-11-21T15:00:00Z"),
      order("new", "CONFIRMED", "2026-11-21T14:00:00Z"),
    ];
    expect(inOrder(list).map((one) => one.id)).toEqual(["new", "old", "no"]);
  });

  it("gives the reason of the last refusal", () => {
    const refused = order("x", "REJECTED", "");
    refused.history = [
      { to: "PENDING", reason: "" },
      { to: "REJECTED", reason: "The kitchen is closed" },
    ] as Order["history"];
    expect(reasonOf(refused)).toBe("The kitchen is closed");
    expect(reasonOf(order("y", "CANCELLED", ""))).toBe("");
  });
});

it("a line says only what sets it apart from its order", () => {
  const of = (status: OrderLine["status"], order: Order["status"]) =>
    lineState(anOrder({ status: order }), aLine({ status }));
  expect(of("QUEUED", "PREPARING")).toBe("later");
  expect(of("QUEUED", "PENDING")).toBe("");
  expect(of("DONE", "PREPARING")).toBe("ready");
  expect(of("DONE", "READY")).toBe("");
  expect(of("SERVED", "READY")).toBe("served");
  expect(of("SERVED", "SERVED")).toBe("");
  expect(of("VOIDED", "CONFIRMED")).toBe("voided");
});

it("an order nobody has fired waits, whatever the box calls it", () => {
  const waits = aLine({ status: "QUEUED" });
  const order = (lines: OrderLine[]) => anOrder({ status: "CONFIRMED", lines });
  expect(isHeld(order([waits, aLine({ status: "VOIDED" })]))).toBe(true);
  expect(isHeld(order([waits, aLine()]))).toBe(false);
});
