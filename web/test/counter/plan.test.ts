import { describe, expect, it } from "vitest";
import { groundOf, scaleFor } from "../../src/counter/model/plan";
import { aTable } from "./fixtures";

const table = (id: string, x: number, y: number, w = 3, h = 3) => aTable(null, { id, x, y, w, h });

describe("the plan", () => {
  const tables = [table("a", 2, 1), table("b", 18, 1, 4, 2), table("c", 2, 8)];
  it("shows only as much floor as has tables", () => {
    const ground = groundOf(tables, false);
    expect(ground).toMatchObject({ cols: 20, rows: 10 });
    expect(ground.spots.get("b")).toMatchObject({ x: 16, y: 0, w: 4, h: 2 });
  });
  it("turned, keeps every table beside its neighbours", () => {
    const ground = groundOf(tables, true);
    expect(ground).toMatchObject({ cols: 10, rows: 20 });
    expect(ground.spots.get("a")).toMatchObject({ x: 7, y: 0, w: 3, h: 3 });
    expect(ground.spots.get("b")).toMatchObject({ x: 8, y: 16, w: 2, h: 4 });
    expect(ground.spots.get("c")).toMatchObject({ x: 0, y: 0 });
  });
  it("fits the width, and turns on a phone rather than being too small to touch", () => {
    expect(scaleFor([tables], 800)).toEqual({ cell: 40, turned: false });
    expect(scaleFor([tables], 2000).cell).toBe(46);
    const phone = scaleFor([tables], 360);
    expect(phone).toEqual({ cell: 36, turned: true });
    expect(scaleFor([tables], 200).cell * 2).toBe(52);
  });
});
