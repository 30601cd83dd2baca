import { signal, type ReadonlySignal } from "@preact/signals";
import type { Bill, Call, Delivery, Order, Sitting, Ticket } from "../api/schema";

/** What the box tells every open screen. Data objects are whole current views. */
export type LiveMessage =
  | { type: "order"; seq: number; data: Order }
  | { type: "bill"; seq: number; data: Bill }
  | { type: "sitting"; seq: number; data: Sitting }
  | { type: "call"; seq: number; data: Call }
  | { type: "ticket"; seq: number; data: Ticket }
  | { type: "delivery"; seq: null; data: Delivery }
  | { type: "menu"; seq: number; data: { revision: number } }
  | { type: "tables"; seq: number; data: Record<string, never> }
  | { type: "cart"; seq: null; data: { sitting_id: string } }
  | { type: "codes"; seq: null; data: Record<string, never> };

type Control =
  | { type: "welcome"; seq: number; at: string }
  | { type: "reset"; seq: number }
  | { type: "heartbeat"; seq: number; at: string }
  | { type: "error"; code: string; message: string };

export type LiveScreen = "kitchen" | "counter" | "owner" | "guest";
/** connecting: never yet connected · live · stale: no heartbeat for 5 s · refused: bad token. */
export type LiveState = "connecting" | "live" | "stale" | "refused";

export interface LiveOptions {
  token: () => string | null;
  /** A kitchen's screen also says what it shows: "kitchen:Tandoor". */
  screen: LiveScreen | (() => string);
  onMessage: (message: LiveMessage) => void;
  /** Fetch every snapshot again: at the first welcome and whenever the box says so. */
  onReset: () => void;
  onRefused?: () => void;
  /** The box's own clock, with every welcome and heartbeat. */
  onTime?: (at: string) => void;
  url?: string;
  socket?: (url: string) => WebSocket;
  now?: () => number;
  random?: () => number;
}

export interface Live {
  state: ReadonlySignal<LiveState>;
  /** How old the page's data may be: time since the box was last heard. */
  ageMs: ReadonlySignal<number>;
  start(): void;
  stop(): void;
  /** A kitchen screen says what it has drawn. */
  ack(seq: number): void;
}

const STALE_MS = 5_000;
const DEAD_MS = 10_000;

export function createLive(options: LiveOptions): Live {
  const now = options.now ?? (() => performance.now());
  const random = options.random ?? Math.random;
  const open = options.socket ?? ((url: string) => new WebSocket(url));
  const state = signal<LiveState>("connecting");
  const ageMs = signal(0);

  let socket: WebSocket | null = null;
  let since: number | null = null;
  let heardAt = now();
  let openedAt = now();
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ticker: ReturnType<typeof setInterval> | undefined;
  let running = false;
  let freshAt: number | null = null;

  function heard() {
    heardAt = now();
    ageMs.value = 0;
    state.value = "live";
  }

  function receive(text: string) {
    let message: LiveMessage | Control;
    try {
      message = JSON.parse(text) as LiveMessage | Control;
    } catch {
      return;
    }
    if (message.type === "error") {
      if (message.code !== "too_slow" && message.code !== "no_hello") refuse();
      return;
    }
    heard();
    if (message.type === "welcome" || message.type === "heartbeat") options.onTime?.(message.at);
    switch (message.type) {
      case "welcome":
        attempt = 0;
        // The first time there is nothing to resume from: everything is fetched.
        if (since === null) {
          since = message.seq;
          freshAt = message.seq;
          options.onReset();
        }
        return;
      case "reset":
        if (message.seq !== freshAt) options.onReset();
        since = message.seq;
        freshAt = null;
        return;
      case "heartbeat":
        return;
      default:
        if (typeof message.seq === "number") since = Math.max(since ?? 0, message.seq);
        options.onMessage(message);
    }
  }

  function refuse() {
    state.value = "refused";
    halt();
    options.onRefused?.();
  }

  function connect() {
    clearTimeout(retry);
    const token = options.token();
    if (!token) return;
    const mine = open(options.url ?? liveUrl());
    socket = mine;
    openedAt = now();
    mine.onopen = () => {
      const screen = typeof options.screen === "string" ? options.screen : options.screen();
      mine.send(JSON.stringify({ type: "hello", token, since, screen }));
    };
    mine.onmessage = (event) => {
      if (socket === mine) receive(String(event.data));
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      if (event.code === 4401) refuse();
      else later();
    };
  }

  function later() {
    if (!running) return;
    const wait = Math.min(5_000, 250 * 2 ** attempt) * (0.5 + random() / 2);
    attempt += 1;
    clearTimeout(retry);
    retry = setTimeout(connect, wait);
  }

  function drop() {
    const old = socket;
    socket = null;
    old?.close();
  }

  function tick() {
    ageMs.value = now() - heardAt;
    if (ageMs.value > STALE_MS) state.value = "stale";
    // A socket that is open but silent is dead: phones do not always notice.
    if (socket && now() - Math.max(heardAt, openedAt) > DEAD_MS) {
      drop();
      later();
    }
  }

  /** The network is back, or the phone was taken out of the pocket: do not wait. */
  function wake() {
    if (!running || document.visibilityState === "hidden") return;
    if (socket && now() - heardAt < STALE_MS) return;
    attempt = 0;
    drop();
    connect();
  }

  function halt() {
    running = false;
    clearTimeout(retry);
    clearInterval(ticker);
    if (typeof window !== "undefined") {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
    }
    drop();
  }

  return {
    state,
    ageMs,
    start() {
      if (running) return;
      running = true;
      heardAt = now();
      ticker = setInterval(tick, 1_000);
      if (typeof window !== "undefined") {
        window.addEventListener("online", wake);
        document.addEventListener("visibilitychange", wake);
      }
      connect();
    },
    stop: halt,
    ack(seq) {
      if (socket?.readyState === 1) socket.send(JSON.stringify({ type: "ack", seq }));
    },
  };
}

function liveUrl(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`;
}

/** Replaces by id, never by an older version. */
export function merge<T extends { id: string; version: number }>(list: T[], item: T): T[] {
  const at = list.findIndex((one) => one.id === item.id);
  if (at < 0) return [...list, item];
  const old = list[at];
  if (old && old.version > item.version) return list;
  return list.map((one, index) => (index === at ? item : one));
}
