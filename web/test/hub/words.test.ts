import { describe, expect, it } from "vitest";
import type { Outlet, Place } from "../../src/hub/api";
import {
  agoWord,
  bytesWord,
  closedWord,
  dayBeside,
  dayOf,
  lagWord,
  lateWord,
  leftWord,
  troubles,
} from "../../src/hub/words";

const NOW = Date.parse("2026-11-21T14:00:00Z");
const place: Place = {
  device_id: "1",
  name: "Bandra",
  tenant_name: "Barah Mez",
  standing: "HEARD",
  last_seen_at: null,
  program: "tiffin 0.1.0",
  head_seq: 10,
  held_seq: 10,
  lag: 0,
  skew_ms: 0,
  disk_free: null,
  clock_ok: null,
  dead_letters: null,
  open_alarms: 0,
  told_at: null,
  waiting_bytes: null,
  open_orders: null,
  rings: [],
};

describe("how a box is", () => {
  it("says when it was heard", () => {
    const ago = (seconds: number) => agoWord(new Date(NOW - seconds * 1000).toISOString(), NOW);
    expect(agoWord(null, NOW)).toBe("never");
    expect(ago(-30)).toBe("just now");
    expect(ago(240)).toBe("4 min ago");
    expect(ago(7300)).toBe("2 h ago");
    expect(ago(86_400 * 3)).toContain("18 Nov 2026");
  });

  it("finds nothing where nothing is wrong or told", () => {
    expect(troubles(place)).toEqual([]);
    expect(troubles({ ...place, disk_free: 2 ** 34, clock_ok: true, dead_letters: 0 })).toEqual([]);
  });

  it("names what somebody should see to", () => {
    const bad = { ...place, skew_ms: -190_000, disk_free: 300 * 2 ** 20, dead_letters: 2 };
    expect(troubles({ ...bad, clock_ok: false })).toEqual([
      "does not know the time",
      "clock 3 min behind",
      "only 300 MB of disk free",
      "2 facts given up",
    ]);
    expect(troubles({ ...place, skew_ms: 7_200_000 })).toEqual(["clock 2 h ahead"]);
    expect(troubles({ ...place, rings: ["FORK", "NEW_KIND"] })).toEqual([
      "rings: Two books under one name",
      "rings: New kind",
    ]);
  });

  it("says what is not here yet", () => {
    expect(lagWord(place)).toBe("nothing");
    expect(lagWord({ lag: 1, waiting_bytes: null })).toBe("1 fact");
    expect(lagWord({ lag: 1_234, waiting_bytes: 90_000 })).toBe("1,234 facts, 88 KB");
    expect(lagWord({ lag: 2, waiting_bytes: 5 * 2 ** 20 })).toBe("2 facts, 5 MB");
    expect(bytesWord(2.5 * 2 ** 30)).toBe("2.5 GB");
  });
});

describe("a closed day", () => {
  const outlet: Outlet = {
    device_id: "1",
    name: "Bandra",
    bills: 3,
    total_paise: 108_855,
    credited_paise: 0,
    closed_number: null,
    closed_total_paise: null,
  };

  it("rings when the box's report says something else", () => {
    expect(closedWord(outlet)).toBeNull();
    const closed = { ...outlet, closed_number: 41, closed_total_paise: 108_855 };
    expect(closedWord(closed)?.tone).toBe("good");
    expect(closedWord({ ...closed, closed_total_paise: 108_854 })?.tone).toBe("bad");
  });

  it("is the business day of India, cut at four", () => {
    expect(dayOf(Date.parse("2026-11-21T22:29:00Z"))).toBe("2026-11-21");
    expect(dayOf(Date.parse("2026-11-21T22:30:00Z"))).toBe("2026-11-22");
    expect(dayBeside("2026-03-01", -1)).toBe("2026-02-28");
  });
});

describe("what is under way", () => {
  it("counts a code's minutes down", () => {
    expect(leftWord(900)).toBe("15:00");
    expect(leftWord(60.2)).toBe("1:01");
    expect(leftWord(0)).toBe("");
  });

  it("says what an outlet waits for", () => {
    expect(lateWord({ waiting: 2, refused: 1 })).toBe(
      "has 2 changes to come and could not take 1 change.",
    );
    expect(lateWord({ waiting: 1, refused: 0 })).toBe("has 1 change to come.");
  });
});
