import { describe, expect, it } from "vitest";
import type { Webhook } from "../../src/api/schema";
import { hostOf, sentence, standing, tidyUrl } from "../../src/owner/webhooks/words";

const NOON = Date.parse("2026-11-21T06:34:00Z");

function webhook(more: Partial<Webhook> = {}): Webhook {
  return {
    id: "018f0000-0000-7000-8000-000000000001",
    url: "https://books.example.in/tiffin?key=secret",
    topics: ["BILLS"],
    is_on: true,
    off_reason: null,
    made_at: "2026-11-21T06:00:00Z",
    told_at: "2026-11-21T06:34:00Z",
    behind: 0,
    given_up: 0,
    tries: 0,
    next_try_in_seconds: null,
    trouble: null,
    ...more,
  };
}

const said = (more: Partial<Webhook>) => sentence(webhook(more), NOON + 60_000).replace(/\s/g, " ");

describe("a webhook in a sentence", () => {
  it("says how far behind it is, when it is tried again and when it was told last", () => {
    expect(said({ behind: 41, next_try_in_seconds: 40, trouble: "It answered 503." })).toBe(
      "41 facts behind, next try in 40 s, told last 12:04 pm.",
    );
    expect(said({})).toBe("Nothing is missing, told last 12:04 pm.");
    expect(said({ told_at: null, behind: 1, next_try_in_seconds: 0 })).toBe(
      "1 fact behind, trying now, nothing told yet.",
    );
    expect(said({ behind: 10_000 })).toContain("More than 10,000 facts behind");
  });

  it("says what waits while it is off", () => {
    expect(said({ is_on: false, behind: 3 })).toContain("3 facts wait,");
    expect(said({ is_on: false, behind: 1 })).toContain("1 fact waits,");
  });
});

describe("how it stands with a webhook", () => {
  it("names the worst first", () => {
    const bad = { behind: 4, given_up: 2, trouble: "It answered 503." };
    const word = (more: Partial<Webhook>) => standing(webhook(more)).word;
    expect(word({ ...bad, is_on: false, off_reason: "It answered 410." })).toBe(
      "switched itself off",
    );
    expect(word({ ...bad, is_on: false })).toBe("off");
    expect(word(bad)).toBe("waits");
    expect(word({ ...bad, trouble: null })).toBe("2 given up");
    expect(word({ behind: 4 })).toBe("being told");
    expect(word({})).toBe("up to date");
  });
});

describe("an address", () => {
  it("is https where nothing else is said", () => {
    expect(tidyUrl(" books.example.in/x ")).toBe("https://books.example.in/x");
    expect(tidyUrl("http://127.0.0.1:9/")).toBe("http://127.0.0.1:9/");
    expect(tidyUrl("  ")).toBe("");
  });

  it("is named without what may be secret in it", () => {
    expect(hostOf("https://books.example.in/tiffin?key=secret")).toBe("books.example.in");
  });
});
