import { describe, expect, it } from "vitest";
import { type Box, type Column, flow } from "../../src/kitchen/model/flow";

const space = { height: 100, gap: 10, columns: 3 };
const box = (id: string, height = 40, span = 1): Box => ({ id, height, span });
const ids = (columns: Column[]) => columns.map((column) => column.ids.join(""));

describe("the flow of tickets", () => {
  it("fills columns from the top left with the oldest first", () => {
    const hung = flow([], [box("a"), box("b"), box("c"), box("d", 90)], space);
    expect(ids(hung)).toEqual(["ab", "c", "d"]);
  });

  it("closes up only inside the column of a ticket that goes", () => {
    const hung = flow([], [box("a"), box("b"), box("c"), box("d"), box("e")], space);
    expect(ids(hung)).toEqual(["ab", "cd", "e"]);
    const left = flow(hung, [box("b"), box("c"), box("d"), box("e")], space);
    expect(ids(left)).toEqual(["b", "cd", "e"]);
  });

  it("hangs a new ticket behind the others without moving them", () => {
    const hung = flow([], [box("a"), box("b"), box("c")], space);
    const left = flow(hung, [box("b"), box("c")], space);
    expect(ids(flow(left, [box("b"), box("c"), box("n")], space))).toEqual(["b", "cn"]);
  });

  it("hangs anew from the place of a recalled older ticket on", () => {
    const hung = flow([], [box("a"), box("b"), box("d"), box("e")], space);
    const back = flow(hung, [box("a"), box("b"), box("c"), box("d"), box("e")], space);
    expect(ids(back)).toEqual(["ab", "cd", "e"]);
  });

  it("closes gaps when tickets would otherwise hang out of sight", () => {
    const small = { ...space, columns: 2 };
    const hung = flow(
      [],
      ["a", "b", "c", "d", "e"].map((id) => box(id)),
      small,
    );
    expect(ids(hung)).toEqual(["ab", "cd", "e"]);
    const left = flow(
      hung,
      ["b", "c", "d", "e"].map((id) => box(id)),
      small,
    );
    expect(ids(left)).toEqual(["bc", "de"]);
  });

  it("gives a broad ticket columns of its own, and takes a column apart that overflows", () => {
    const broad = flow([], [box("a"), box("b", 80, 2), box("c")], space);
    expect(broad).toEqual([
      { span: 1, ids: ["a"] },
      { span: 2, ids: ["b"] },
      { span: 1, ids: ["c"] },
    ]);
    const grown = flow([{ span: 1, ids: ["a", "b"] }], [box("a", 70), box("b")], space);
    expect(ids(grown)).toEqual(["a", "b"]);
  });
});
