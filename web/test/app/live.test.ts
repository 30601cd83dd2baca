import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLive, type LiveMessage, merge } from "../../src/app/live";

class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all[FakeSocket.all.length - 1] as FakeSocket;
  }
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  breaks(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

function listening() {
  const got: LiveMessage[] = [];
  const counts = { resets: 0, refused: 0 };
  const live = createLive({
    token: () => "jwt",
    screen: "guest",
    url: "ws://box/api/live",
    socket: () => new FakeSocket() as unknown as WebSocket,
    now: () => Date.now(),
    random: () => 1,
    onMessage: (message) => got.push(message),
    onReset: () => (counts.resets += 1),
    onRefused: () => (counts.refused += 1),
  });
  live.start();
  FakeSocket.last.opens();
  return { live, got, counts };
}

const order = (seq: number) => ({ type: "order", seq, data: { id: "o", version: seq } });

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe("live", () => {
  it("says hello and fetches everything once at the first welcome", () => {
    const { live, counts } = listening();
    expect(FakeSocket.last.sent).toEqual([
      { type: "hello", token: "jwt", since: null, screen: "guest" },
    ]);
    FakeSocket.last.says({ type: "welcome", seq: 7, at: "" });
    FakeSocket.last.says({ type: "reset", seq: 7 });
    expect(counts.resets).toBe(1);
    expect(live.state.value).toBe("live");
    live.stop();
  });

  it("resumes after a break with the last number it had", () => {
    const { live, got, counts } = listening();
    FakeSocket.last.says({ type: "welcome", seq: 7, at: "" });
    FakeSocket.last.says(order(9));
    FakeSocket.last.breaks();
    vi.advanceTimersByTime(300);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.last.opens();
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: "hello", since: 9 });
    FakeSocket.last.says({ type: "welcome", seq: 12, at: "" });
    FakeSocket.last.says(order(11));
    expect(counts.resets).toBe(1);
    expect(got.map((one) => one.seq)).toEqual([9, 11]);
    FakeSocket.last.says({ type: "reset", seq: 40 });
    expect(counts.resets).toBe(2);
    live.stop();
  });

  it("turns stale after five silent seconds, and a heartbeat makes it live again", () => {
    const { live } = listening();
    FakeSocket.last.says({ type: "welcome", seq: 1, at: "" });
    vi.advanceTimersByTime(4_000);
    expect(live.state.value).toBe("live");
    vi.advanceTimersByTime(2_000);
    expect(live.state.value).toBe("stale");
    expect(live.ageMs.value).toBeGreaterThan(5_000);
    FakeSocket.last.says({ type: "heartbeat", seq: 1, at: "" });
    expect(live.state.value).toBe("live");
    expect(live.ageMs.value).toBe(0);
    live.stop();
  });

  it("leaves a socket that is open but silent", () => {
    const { live } = listening();
    FakeSocket.last.says({ type: "welcome", seq: 1, at: "" });
    vi.advanceTimersByTime(12_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
    live.stop();
  });

  it("keeps leaving sockets that stay silent", () => {
    const { live } = listening();
    FakeSocket.last.says({ type: "welcome", seq: 1, at: "" });
    for (let round = 0; round < 4; round += 1) {
      vi.advanceTimersByTime(12_000);
      FakeSocket.last.opens();
    }
    expect(FakeSocket.all.length).toBeGreaterThan(3);
    live.stop();
  });

  it("stops for good when the token is refused", () => {
    const { live, counts } = listening();
    FakeSocket.last.breaks(4401);
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(counts.refused).toBe(1);
    expect(live.state.value).toBe("refused");
  });

  it("survives a message that is no JSON", () => {
    const { live, got } = listening();
    FakeSocket.last.onmessage?.({ data: "{" });
    FakeSocket.last.says(order(3));
    expect(got).toHaveLength(1);
    live.stop();
  });
});

describe("merge", () => {
  it("replaces by id and keeps the higher version", () => {
    const list = [{ id: "a", version: 3 }];
    expect(merge(list, { id: "a", version: 2 })).toEqual([{ id: "a", version: 3 }]);
    expect(merge(list, { id: "a", version: 4 })).toEqual([{ id: "a", version: 4 }]);
    expect(merge(list, { id: "b", version: 1 })).toHaveLength(2);
  });
});
