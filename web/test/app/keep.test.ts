import { afterEach, describe, expect, it, vi } from "vitest";
import { keep } from "../../src/app/keep";

afterEach(() => {
  vi.unstubAllGlobals();
  keep.remove("k");
});

describe("keep", () => {
  it("keeps values as JSON in localStorage", () => {
    const disk = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => disk.get(key) ?? null,
      setItem: (key: string, value: string) => disk.set(key, value),
      removeItem: (key: string) => disk.delete(key),
    });
    keep.set("k", { a: 1 });
    expect(disk.get("tiffin.k")).toBe('{"a":1}');
    expect(keep.get("k", null)).toEqual({ a: 1 });
    keep.remove("k");
    expect(keep.get("k", "none")).toBe("none");
  });

  it("works from memory where storage throws", () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
    keep.set("k", [1]);
    expect(keep.get<number[]>("k", [])).toEqual([1]);
    keep.remove("k");
    expect(keep.get<number[]>("k", [])).toEqual([]);
  });

  it("gives the fallback for text that is no JSON", () => {
    vi.stubGlobal("localStorage", { getItem: () => "{broken" });
    expect(keep.get("k", 5)).toBe(5);
  });
});
