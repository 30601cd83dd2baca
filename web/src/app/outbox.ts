import { signal, type ReadonlySignal } from "@preact/signals";
import { type Api, ApiError, asApiError, backoff, type Method } from "./api";
import { newKey } from "./ids";
import { keep } from "./keep";

/** A write on its way: kept in storage with its key until the box has answered. */
export interface Pending {
  key: string;
  kind: string;
  method: Method;
  path: string;
  body: unknown;
  at: number;
}

export interface Handler<T> {
  done: (answer: T, pending: Pending) => void;
  /** The box refused it (never for a dropped connection). It is out of the outbox by then. */
  failed: (error: ApiError, pending: Pending) => void;
}

export interface Outbox {
  pending: ReadonlySignal<Pending[]>;
  handle<T>(kind: string, handler: Handler<T>): void;
  /** Stores the write and sends it until it is answered; returns its key. */
  send(kind: string, method: Method, path: string, body: unknown): string;
  /** After a reload: sends what was left. Call when all handlers are known. */
  resume(): void;
}

export interface OutboxOptions {
  sleep?: (ms: number) => Promise<void>;
  now?: () => number;
  /** A write older than this is not sent again on its own: nobody waits for it any more. */
  maxAgeMs?: number;
}

const HALF_AN_HOUR = 30 * 60_000;

export function createOutbox(api: Api, name: string, options: OutboxOptions = {}): Outbox {
  const slot = `outbox.${name}`;
  const now = options.now ?? (() => Date.now());
  const sleep = options.sleep ?? napOrOnline;
  const maxAge = options.maxAgeMs ?? HALF_AN_HOUR;
  const pending = signal<Pending[]>(keep.get<Pending[]>(slot, []));
  const handlers = new Map<string, Handler<never>>();
  const underWay = new Set<string>();

  function store(next: Pending[]) {
    pending.value = next;
    keep.set(slot, next);
  }

  function take(one: Pending) {
    store(pending.value.filter((other) => other.key !== one.key));
  }

  async function work(one: Pending) {
    if (underWay.has(one.key)) return;
    underWay.add(one.key);
    try {
      const answer = await untilAnswered(one);
      take(one);
      handlers.get(one.kind)?.done(answer as never, one);
    } catch (problem) {
      take(one);
      handlers.get(one.kind)?.failed(asApiError(problem), one);
    } finally {
      underWay.delete(one.key);
    }
  }

  async function untilAnswered(one: Pending): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      if (now() - one.at > maxAge) throw new ApiError("expired", "It was never answered.", -1);
      try {
        return await api.call(one.method, one.path, one.body, { key: one.key, tries: 1 });
      } catch (problem) {
        const error = asApiError(problem);
        if (!error.uncertain && error.status !== 429) throw error;
        await sleep(Math.max(backoff(attempt), (error.retryAfter ?? 0) * 1000));
      }
    }
  }

  return {
    pending,
    handle(kind, handler) {
      handlers.set(kind, handler as Handler<never>);
    },
    send(kind, method, path, body) {
      const one = { key: newKey(), kind, method, path, body, at: now() };
      store([...pending.value, one]);
      void work(one);
      return one.key;
    },
    resume() {
      for (const one of pending.value) void work(one);
    },
  };
}

/** Sleeps, but wakes at once when the network is back. */
function napOrOnline(ms: number): Promise<void> {
  return new Promise((done) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      done();
    };
    const timer = setTimeout(wake, ms);
    addEventListener("online", wake);
  });
}
