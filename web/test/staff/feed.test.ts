import { signal } from "@preact/signals";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../../src/app/api";
import type { Live, LiveMessage, LiveOptions, LiveState } from "../../src/app/live";
import { createFeed } from "../../src/staff/feed";
import { createHold } from "../../src/staff/hold";
import { elapsed } from "../../src/staff/clock";

type Loader = () => Promise<string[]>;
const settled = () => new Promise((done) => setTimeout(done, 0));
const word = (type: string) => ({ type, seq: 1, data: {} }) as unknown as LiveMessage;

function feeding(load: Loader) {
  const state = signal<LiveState>("connecting");
  const ageMs = signal(0);
  let options: LiveOptions | null = null;
  const feed = createFeed<string[]>({
    screen: "counter",
    load,
    reduce: (list, message) => [...list, message.type],
    sleep: async () => undefined,
    live: (given) => {
      options = given;
      const live: Live = { state, ageMs, start: vi.fn(), stop: vi.fn(), ack: vi.fn() };
      return live;
    },
  });
  feed.start();
  return {
    feed,
    state,
    ageMs,
    reset: () => options?.onReset(),
    say: (type: string) => options?.onMessage(word(type)),
  };
}

describe("a feed", () => {
  it("keeps what arrives while the snapshot is read", async () => {
    let answer: (list: string[]) => void = () => undefined;
    const { feed, state, reset, say } = feeding(() => new Promise((done) => (answer = done)));
    state.value = "live";
    reset();
    say("order");
    expect(feed.trust.value).toBe("loading");
    answer(["snapshot"]);
    await settled();
    expect(feed.state.value).toEqual(["snapshot", "order"]);
    expect(feed.trust.value).toBe("fresh");
  });

  it("is not trusted while a new snapshot fails, although the box is heard", async () => {
    let broken = false;
    let calls = 0;
    const { feed, state, reset } = feeding(async () => {
      calls += 1;
      if (broken && calls < 4) throw new ApiError("offline", "No box.", 0);
      return ["snapshot"];
    });
    state.value = "live";
    reset();
    await settled();
    broken = true;
    reset();
    expect(feed.trust.value).toBe("reading");
    await settled();
    expect(calls).toBe(4);
    expect(feed.trust.value).toBe("fresh");
  });

  it("turns silent after two missed heartbeats and stays so until it is live again", async () => {
    const { feed, state, ageMs, reset } = feeding(async () => ["snapshot"]);
    state.value = "live";
    reset();
    await settled();
    ageMs.value = 3_900;
    expect(feed.trust.value).toBe("fresh");
    ageMs.value = 4_000;
    expect(feed.trust.value).toBe("silent");
    ageMs.value = 0;
    expect(feed.trust.value).toBe("fresh");
  });
});

describe("what can be undone", () => {
  it("is sent after its moment, or not at all", () => {
    vi.useFakeTimers();
    const sent: string[] = [];
    const hold = createHold<string>(3_000, (item) => sent.push(item));
    hold.add("a");
    hold.add("b");
    vi.advanceTimersByTime(2_900);
    expect(hold.undo("a")).toBe(true);
    vi.advanceTimersByTime(200);
    expect(sent).toEqual(["b"]);
    expect(hold.undo("b")).toBe(false);
    expect(hold.held.value).toEqual([]);
    vi.useRealTimers();
  });
});

describe("elapsed", () => {
  it("counts in minutes and seconds", () => {
    expect([0, 7_000, 247_000, 3_753_000].map(elapsed)).toEqual([
      "0:00",
      "0:07",
      "4:07",
      "1:02:33",
    ]);
  });
});
