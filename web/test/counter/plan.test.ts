import { describe, expect, it } from "vitest";
import { groundOf, scaleFor, squeezed } from "../../src/counter/model/plan";
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
  it("leaves one cell of each empty lane, and every table where it is to the others", () => {
    const close = squeezed(tables);
    expect(close.map((one) => [one.id, one.x, one.y])).toEqual([
      ["a", 0, 0],
      ["b", 4, 0],
      ["c", 0, 4],
    ]);
    expect(groundOf(close, false)).toMatchObject({ cols: 8, rows: 7 });
  });
  it("is to scale where that is seen at one glance", () => {
    const desk = scaleFor([tables], { width: 800, height: 600 });
    expect(desk).toEqual({ cell: 40, turned: false, squeezed: false });
    expect(scaleFor([tables], { width: 2000, height: 800 }).cell).toBe(46);
  });
  it("is closer together, then smaller, where it is not", () => {
    const phone = scaleFor([tables], { width: 360, height: 600 });
    expect(phone).toEqual({ cell: 45, turned: false, squeezed: true });
    const two = scaleFor([tables, tables], { width: 800, height: 400 });
    expect(two).toEqual({ cell: 46, turned: false, squeezed: true });
    expect(scaleFor([tables, tables, tables], { width: 360, height: 300 }).cell).toBe(34);
  });
  it("is never too small to touch, and turned if that helps", () => {
    expect(scaleFor([tables], { width: 120, height: 600 })).toMatchObject({
      cell: 26,
      turned: true,
    });
  });
});
