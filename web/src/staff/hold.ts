import { signal, type ReadonlySignal } from "@preact/signals";

/** Something a person did that is sent a moment later, so that it can be taken back. */
export interface Hold<T> {
  held: ReadonlySignal<readonly T[]>;
  add(item: T): void;
  /** Takes it back; false when it has gone already. */
  undo(item: T): boolean;
  flush(): void;
}

export function createHold<T>(ms: number, send: (item: T) => void): Hold<T> {
  const held = signal<readonly T[]>([]);
  const timers = new Map<T, ReturnType<typeof setTimeout>>();

  function take(item: T): boolean {
    if (!timers.has(item)) return false;
    clearTimeout(timers.get(item));
    timers.delete(item);
    held.value = held.value.filter((one) => one !== item);
    return true;
  }
  const go = (item: T) => {
    if (take(item)) send(item);
  };
  const flush = () => held.value.forEach(go);

  // A phone put into the pocket may sleep for long: what was done is sent before that.
  if (typeof document !== "undefined") {
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") flush();
    });
  }

  return {
    held,
    flush,
    undo: take,
    add(item) {
      held.value = [...held.value, item];
      timers.set(
        item,
        setTimeout(() => go(item), ms),
      );
    },
  };
}
