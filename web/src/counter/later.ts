import { signal } from "@preact/signals";
import { backoff } from "../app/api";

/**
 * The floor is drawn before the rest has come. The rest is fetched right after the first paint,
 * not when it is wanted: by then the phone may be in a dead spot.
 */
export const rest = signal<typeof import("./rest") | null>(null);

export async function loadRest(): Promise<void> {
  for (let attempt = 0; rest.value === null; attempt += 1) {
    try {
      rest.value = await import("./rest");
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}
