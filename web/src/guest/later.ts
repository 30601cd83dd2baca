import { signal } from "@preact/signals";
import { backoff } from "../app/api";

type Later = typeof import("./sheets");

/**
 * The menu can be read before the rest has come. The rest is fetched right after the first
 * paint, not when it is wanted: by then the phone may be in a dead spot.
 */
export const later = signal<Later | null>(null);

export async function loadLater(): Promise<void> {
  for (let attempt = 0; later.value === null; attempt += 1) {
    try {
      later.value = await import("./sheets");
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}
