import { describe, expect, it } from "vitest";
import { PLAIN, readChoice, screenOf } from "../../src/kitchen/model/choice";

describe("what a screen shows", () => {
  it("is what the device kept, and the address before that", () => {
    const kept = { view: "expo", stations: ["Bar"], size: 2, columns: 3, sort: "table" } as const;
    expect(readChoice({ ...kept, stations: ["Bar"] }, "")).toEqual(kept);
    expect(
      readChoice({ ...kept, stations: ["Bar"] }, "?view=counts&station=Tandoor, Curry"),
    ).toEqual({ ...kept, view: "counts", stations: ["Tandoor", "Curry"] });
    expect(readChoice({ stations: ["Bar"] }, "?station=*").stations).toEqual([]);
  });

  it("is never nonsense", () => {
    const odd = { view: "radio", stations: "Bar", size: 9, columns: 40, sort: 1 } as never;
    expect(readChoice(odd, "?view=moon")).toEqual(PLAIN);
  });

  it("is told to the box: one station, or all", () => {
    expect(screenOf({ view: "station", stations: ["Tandoor"] })).toBe("kitchen:Tandoor");
    expect(screenOf({ view: "station", stations: [] })).toBe("kitchen:*");
    expect(screenOf({ view: "expo", stations: ["Tandoor"] })).toBe("kitchen:*");
  });
});
