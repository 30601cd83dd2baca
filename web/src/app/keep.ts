/**
 * localStorage that never throws: private windows, full disks and blocked cookies fall back to
 * the page's own memory, so that only a reload forgets.
 */
const memory = new Map<string, string>();
const PREFIX = "tiffin.";

function store(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export const keep = {
  get<T>(key: string, fallback: T): T {
    let text: string | null | undefined;
    try {
      text = store()?.getItem(PREFIX + key);
    } catch {
      text = null;
    }
    text ??= memory.get(key);
    if (text === undefined) return fallback;
    try {
      return JSON.parse(text) as T;
    } catch {
      return fallback;
    }
  },

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    memory.set(key, text);
    try {
      store()?.setItem(PREFIX + key, text);
    } catch {
      // Kept in memory; nothing better can be done.
    }
  },

  remove(key: string): void {
    memory.delete(key);
    try {
      store()?.removeItem(PREFIX + key);
    } catch {
      // Nothing was stored there.
    }
  },
};
