import { describe, expect, it } from "vitest";
import type { CloudStatus } from "../../src/api/schema";
import {
  advice,
  isWholeCode,
  sentence,
  skewSentence,
  tidyAddress,
  tidyCode,
} from "../../src/owner/cloud/words";

const NOON = Date.parse("2026-11-21T06:34:00Z");

function status(more: Partial<CloudStatus> = {}): CloudStatus {
  return {
    state: "WAITING",
    hub_url: "https://cloud.example.in",
    name: "Till",
    head_seq: 500,
    held_seq: 286,
    behind: 214,
    last_contact_at: "2026-11-21T06:34:00Z",
    next_try_in_seconds: 40,
    tries: 3,
    trouble: "",
    skew_ms: 0,
    cap_kbps: 0,
    via: null,
    alarms: [],
    ...more,
  };
}

describe("the line to the cloud in a sentence", () => {
  it("says how far behind, when it was heard and when it is tried again", () => {
    const said = sentence(status(), 0, NOON + 60_000).replace(/\s/g, " ");
    expect(said).toBe("Cloud: 214 facts behind, last contact 12:04 pm, next try in 40 s.");
  });

  it("counts the seconds on, and never below now", () => {
    expect(sentence(status(), 15_000, NOON)).toContain("next try in 25 s");
    expect(sentence(status(), 41_000, NOON)).toContain("trying now");
  });

  it("names the day of a contact that is not of today", () => {
    expect(sentence(status(), 0, NOON + 3 * 86_400_000)).toContain("21 Nov 2026");
    expect(sentence(status({ last_contact_at: null }), 0, NOON)).toContain("never heard yet");
  });

  it("has nothing to count where all is held", () => {
    const said = sentence(status({ state: "ONLINE", behind: 0, next_try_in_seconds: 3 }), 0, NOON);
    expect(said).toMatch(/^Cloud: nothing is missing, last contact [^,]+\.$/);
    expect(advice(status({ state: "ONLINE" }))).toBeNull();
  });

  it("says what to do in each state that needs somebody", () => {
    for (const state of ["WAITING", "FORKED", "FENCED", "REVOKED"] as const) {
      expect(advice(status({ state }))?.text.length).toBeGreaterThan(40);
    }
  });
});

describe("what is typed in to join a cloud", () => {
  it("is read as it was meant", () => {
    expect(tidyCode("o0il 1abc-defg99")).toBe("0011-1ABC-DEFG");
    expect(tidyCode("AB")).toBe("AB");
    expect(isWholeCode(tidyCode("abcd efgh jkmn"))).toBe(true);
    expect(isWholeCode(tidyCode("abcd efgh jkm"))).toBe(false);
    expect(tidyAddress(" cloud.example.in/ ")).toBe("https://cloud.example.in");
    expect(tidyAddress("http://127.0.0.1:8090")).toBe("http://127.0.0.1:8090");
  });
});

describe("a clock that is off", () => {
  it("is told from a minute on, and which way", () => {
    expect(skewSentence(59_000)).toBeNull();
    expect(skewSentence(180_000)).toContain("3 min behind");
    expect(skewSentence(-7_200_000)).toContain("2 h ahead of");
  });
});
