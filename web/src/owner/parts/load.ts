import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ApiError, asApiError } from "../../app/api";
import type { LiveMessage } from "../../app/live";
import { session } from "../../staff/session";

/** Something fetched from the box, kept while the pages change, and fetched again when it moves. */
export interface Loaded<T> {
  data: ReadonlySignal<T | null>;
  /** Why the last fetch failed; the data shown is then older than the box's. */
  error: ReadonlySignal<ApiError | null>;
  load(): Promise<void>;
  /** What this screen knows already, before the box tells. */
  change(how: (old: T) => T): void;
  clear(): void;
}

interface Kept extends Loaded<unknown> {
  kinds: LiveMessage["type"][];
  users: number;
}

const all: Kept[] = [];
const REST_MS = 1_500;

/** `kinds`: the live messages after which it is fetched again (while somebody looks at it). */
export function createLoaded<T>(
  fetch: () => Promise<T>,
  kinds: LiveMessage["type"][] = [],
): Loaded<T> {
  const data = signal<T | null>(null);
  const error = signal<ApiError | null>(null);
  let turn = 0;

  async function load() {
    const mine = ++turn;
    try {
      const answer = await fetch();
      if (mine !== turn) return;
      data.value = answer;
      error.value = null;
    } catch (problem) {
      if (mine === turn) error.value = asApiError(problem);
    }
  }

  const loaded: Loaded<T> = {
    data,
    error,
    load,
    change(how) {
      // An answer under way was made before this change: it must not undo it on the screen.
      turn += 1;
      if (data.value !== null) data.value = how(data.value);
    },
    clear() {
      turn += 1;
      data.value = null;
      error.value = null;
    },
  };
  all.push(Object.assign(loaded as Loaded<unknown>, { kinds, users: 0 }));
  return loaded;
}

/** Fetches when the page opens; the page shows what is kept until the answer comes. */
export function useLoaded<T>(loaded: Loaded<T>): void {
  useEffect(() => {
    const kept = loaded as unknown as Kept;
    kept.users += 1;
    void loaded.load();
    return () => {
      kept.users -= 1;
    };
  }, [loaded]);
}

let resting: ReturnType<typeof setTimeout> | undefined;
const wanted = new Set<Kept>();

/** A busy evening sends many messages a second; each list is fetched at most every 1.5 s. */
export function refresh(kind: LiveMessage["type"] | "everything"): void {
  for (const one of all) {
    if (one.users === 0) continue;
    if (kind === "everything" || one.kinds.includes(kind)) wanted.add(one);
  }
  resting ??= setTimeout(() => {
    resting = undefined;
    for (const one of wanted) void one.load();
    wanted.clear();
  }, REST_MS);
}

// What one person saw is not kept for the next.
effect(() => {
  if (session.value === null) for (const one of all) one.clear();
});
