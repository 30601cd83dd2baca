import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { asApiError } from "../app/api";
import { createLive, type Live, type LiveMessage, type LiveOptions } from "../app/live";
import { setBoxTime } from "./clock";
import { forget, session } from "./session";

/** Two missed heartbeats, looked at every second: a screen shows its age within five seconds. */
export const SILENT_MS = 4_000;

/**
 * loading: nothing known yet · fresh: what is shown is so · silent: the box is not heard ·
 * reading: it is heard, but the page has not caught up yet.
 */
export type Trust = "loading" | "fresh" | "silent" | "reading";

export interface Feed<S> {
  state: ReadonlySignal<S | null>;
  trust: ReadonlySignal<Trust>;
  ageMs: ReadonlySignal<number>;
  /** Why the last snapshot could not be read; "" when it could. */
  problem: ReadonlySignal<string>;
  start(): void;
  stop(): void;
  /** Reads the snapshot again. */
  reload(): Promise<void>;
  update(change: (state: S) => S): void;
  ack(seq: number): void;
}

export interface FeedOptions<S> {
  screen: LiveOptions["screen"];
  load: () => Promise<S>;
  reduce: (state: S, message: LiveMessage) => S;
  /** After a message has changed the state. */
  onMessage?: (message: LiveMessage) => void;
  onLoaded?: (state: S, before: S | null) => void;
  live?: typeof createLive;
  sleep?: (ms: number) => Promise<void>;
}

const nap = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** A snapshot, kept current by live messages. What arrives while it is read is not lost. */
export function createFeed<S>(options: FeedOptions<S>): Feed<S> {
  const sleep = options.sleep ?? nap;
  const state = signal<S | null>(null);
  const current = signal(false);
  const problem = signal("");
  let running = false;
  let round = 0;
  let waiting: LiveMessage[] | null = null;

  const live: Live = (options.live ?? createLive)({
    token: () => session.value?.token ?? null,
    screen: options.screen,
    onMessage: receive,
    onReset: () => void reload(),
    onRefused: forget,
    onTime: setBoxTime,
  });

  const trust = computed<Trust>(() => {
    if (live.state.value !== "live" || live.ageMs.value >= SILENT_MS) {
      const young = state.value === null && live.ageMs.value < SILENT_MS;
      return young ? "loading" : "silent";
    }
    if (state.value === null) return problem.value ? "silent" : "loading";
    return current.value ? "fresh" : "reading";
  });

  function receive(message: LiveMessage) {
    waiting?.push(message);
    if (state.value === null) return;
    state.value = options.reduce(state.value, message);
    options.onMessage?.(message);
  }

  async function reload(): Promise<void> {
    const mine = ++round;
    current.value = false;
    waiting = [];
    for (let attempt = 0; running && mine === round; attempt += 1) {
      try {
        const snapshot = await options.load();
        if (mine !== round) return;
        const before = state.value;
        state.value = (waiting ?? []).reduce(options.reduce, snapshot);
        waiting = null;
        problem.value = "";
        current.value = true;
        options.onLoaded?.(state.value, before);
        return;
      } catch (error) {
        if (mine !== round) return;
        problem.value = asApiError(error).message;
        await sleep(Math.min(5_000, 500 * 2 ** attempt));
      }
    }
  }

  return {
    state,
    trust,
    problem,
    ageMs: live.ageMs,
    reload,
    ack: live.ack,
    start() {
      running = true;
      live.start();
    },
    stop() {
      running = false;
      round += 1;
      live.stop();
    },
    update(change) {
      if (state.value !== null) state.value = change(state.value);
    },
  };
}
