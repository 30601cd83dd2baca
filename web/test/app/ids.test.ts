import { describe, expect, it } from "vitest";
import { newKey, newUuid } from "../../src/app/ids";

describe("ids", () => {
  it("makes version 7 UUIDs that sort by time", () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const early = newUuid(1_700_000_000_000);
    const late = newUuid(1_800_000_000_000);
    expect(early).toMatch(shape);
    expect(early.replace(/-/g, "").slice(0, 12)).toBe(
      (1_700_000_000_000).toString(16).padStart(12, "0"),
    );
    expect(early < late).toBe(true);
  });

  it("makes keys the box accepts, never the same twice", () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});
