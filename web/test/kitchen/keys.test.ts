import { describe, expect, it } from "vitest";
import { learn, nameOf, readKey, readMap, STANDARD } from "../../src/kitchen/model/keys";

const press = (key: string, more: Partial<{ code: string; shiftKey: boolean }> = {}) => ({
  ...{ key, code: "", shiftKey: false },
  ...more,
});

describe("keys", () => {
  it("bump by number, and choose by number with Shift, whatever the layout makes of it", () => {
    expect(readKey(press("3", { code: "Digit3" }), STANDARD)).toEqual({ do: "bump", nth: 2 });
    expect(readKey(press("3", { code: "Numpad3" }), STANDARD)).toEqual({ do: "bump", nth: 2 });
    expect(readKey(press("#", { code: "Digit3", shiftKey: true }), STANDARD)).toEqual({
      do: "select",
      nth: 2,
    });
    expect(readKey(press("0", { code: "Digit0" }), STANDARD)).toBeNull();
  });

  it("tell r from Shift and R, but not from the lock of capitals", () => {
    expect(readKey(press("r"), STANDARD)).toEqual({ do: "recall" });
    expect(readKey(press("R"), STANDARD)).toEqual({ do: "recall" });
    expect(readKey(press("R", { shiftKey: true }), STANDARD)).toEqual({ do: "recallList" });
    expect(nameOf(press("Enter", { shiftKey: true }))).toBe("Shift+Enter");
  });

  it("have each one meaning only", () => {
    const all = Object.values(STANDARD).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it("are learned for one thing and taken from every other", () => {
    const map = learn(STANDARD, "rush", "u");
    expect(readKey(press("u"), map)).toEqual({ do: "rush" });
    expect(map.undo).toEqual([]);
    // A bump bar whose buttons send digits may use them for anything.
    const bar = learn(STANDARD, "recall", "9");
    expect(readKey(press("9", { code: "Digit9" }), bar)).toEqual({ do: "recall" });
  });

  it("are read back from the device, however old or odd what it kept", () => {
    expect(readMap({ rush: ["F5"], nonsense: 1, undo: "u" })).toMatchObject({
      rush: ["F5"],
      undo: ["u"],
    });
    expect(readMap(null)).toEqual(STANDARD);
  });
});
