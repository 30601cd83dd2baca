import { describe, expect, it } from "vitest";
import type { Station, Table } from "../../src/api/schema";
import { problemsOf } from "../../src/owner/menu/stations/form";
import { replaced } from "../../src/owner/menu/stations/store";
import { duration, leakWords, shares } from "../../src/owner/reports/numbers";
import {
  changes,
  clashes,
  moved,
  overlap,
  placeOf,
  resized,
  turned,
} from "../../src/owner/tables/plan/layout";
import { idleProblem } from "../../src/owner/tables/rules";
import { aTable } from "../counter/fixtures";

const table = (id: string, x: number, y: number, more: Partial<Table> = {}) =>
  aTable(null, { id, name: id, x, y, w: 2, h: 2, ...more });

describe("drawing the floor", () => {
  const place = placeOf(table("a", 20, 1, { w: 3 }), {});
  it("keeps tables on it", () => {
    expect(moved(place, 5, -5)).toMatchObject({ x: 21, y: 0 });
    expect(resized(place, 9, -9)).toMatchObject({ w: 4, h: 1 });
    expect(turned(place)).toMatchObject({ x: 20, w: 2, h: 3 });
    expect(turned({ ...place, x: 22, y: 14, w: 2, h: 1 })).toMatchObject({ y: 14, w: 1, h: 2 });
  });
  it("says which tables stand on each other, in one area and in use", () => {
    expect(overlap(place, { ...place, x: 22 })).toBe(true);
    expect(overlap(place, { ...place, y: 3 })).toBe(false);
    const tables = [
      table("a", 0, 0),
      table("b", 1, 1),
      table("c", 1, 1, { area_id: "roof" }),
      table("d", 0, 0, { is_active: false }),
    ];
    const names = (draft: Parameters<typeof clashes>[1]) =>
      clashes(tables, draft).map(([one, other]) => one.name + other.name);
    expect(names({})).toEqual(["ab"]);
    expect(names({ b: { x: 2, y: 0, w: 2, h: 2, shape: "ROUND" } })).toEqual([]);
  });
  it("sends only what has changed", () => {
    const tables = [table("a", 0, 0), table("b", 4, 0)];
    const back = { b: placeOf(table("b", 4, 0), {}) };
    expect(changes(tables, back)).toEqual([]);
    const draft = { a: { ...placeOf(table("a", 0, 0), {}), x: 1 } };
    expect(changes(tables, draft)).toEqual([{ id: "a", x: 1, y: 0, w: 2, h: 2, shape: "SQUARE" }]);
  });
});

it("quiet minutes are whole, or as the house says", () => {
  expect(["", "5", "600"].map(idleProblem)).toEqual(["", "", ""]);
  expect(idleProblem("4")).not.toBe("");
  expect(idleProblem("half an hour")).not.toBe("");
});

describe("stations", () => {
  const form = { name: "Tandoor", is_default: false, warn: "", late: "" };
  const tandoor = { name: "Tandoor" } as Station;
  it("have names of their own, and late after warm", () => {
    expect(problemsOf(form, [tandoor], tandoor)).toEqual({});
    expect(problemsOf({ ...form, name: " tandoor " }, [tandoor], null).name).toBeTruthy();
    expect(problemsOf({ ...form, warn: "10", late: "10" }, [], null).late).toBeTruthy();
    expect(problemsOf({ ...form, warn: "0" }, [], null).warn).toBeTruthy();
  });
  it("are replaced by area, one at a time", () => {
    const bar = { area_id: "roof", station: "Bar", instead: "Rooftop bar" };
    expect(replaced([], "roof", "Bar", "Rooftop bar")).toEqual([bar]);
    expect(replaced([bar], "roof", "Bar", "Tandoor")).toEqual([{ ...bar, instead: "Tandoor" }]);
    expect(replaced([bar], "roof", "Bar", "")).toEqual([]);
    expect(replaced([bar], "hall", "Bar", "Bar")).toEqual([bar]);
  });
});

describe("reports", () => {
  it("write cooking times as clocks do", () => {
    expect([0, 59.6, 245, 3720].map(duration)).toEqual(["0:00", "1:00", "4:05", "1:02:00"]);
  });
  it("compare with the slowest", () => {
    const cooking = { name: "Dal", portions: 1, median_seconds: 30, p90_seconds: 60 };
    expect(shares([cooking, { ...cooking, p90_seconds: 120 }])).toEqual([
      { median: 0.25, p90: 0.5 },
      { median: 0.25, p90: 1 },
    ]);
    expect(shares([])).toEqual([]);
  });
  it("say the leak in a sentence", () => {
    const day = { business_day: "", fired: 9, billed: 9, comped: 0, voided: 0, open: 0, items: [] };
    expect(leakWords({ ...day, unexplained: 0 })).toContain("Everything cooked was billed");
    expect(leakWords({ ...day, unexplained: 1 })).toContain("1 portion was cooked and neither");
    expect(leakWords({ ...day, open: 2, unexplained: 0 })).toContain("not paid yet");
    expect(leakWords({ ...day, fired: 0, unexplained: 0 })).toContain("Nothing was fired");
  });
});
