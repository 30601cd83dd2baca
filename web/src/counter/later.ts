import { type Signal, signal } from "@preact/signals";
import { backoff } from "../app/api";

/**
 * The floor is drawn before the rest has come. The rest is fetched right after the first paint,
 * not when it is wanted: by then the phone may be in a dead spot.
 */
export const rest = signal<typeof import("./rest") | null>(null);
/** Bills and payments: for them who take orders only, it comes last. */
export const money = signal<typeof import("./money") | null>(null);

/** Fetched when they are wanted: without the box nothing of it could be done anyway. */
export const share = signal<typeof import("./share/share-sheet") | null>(null);
export const transfers = signal<typeof import("./table/transfer-sheet") | null>(null);
export const tills = signal<typeof import("./till") | null>(null);

export const loadShare = () => until(share, () => import("./share/share-sheet"));
export const loadTransfers = () => until(transfers, () => import("./table/transfer-sheet"));
export const loadTills = () => until(tills, () => import("./till"));

export async function loadRest(): Promise<void> {
  await until(rest, () => import("./rest"));
  await until(money, () => import("./money"));
}

async function until<T>(into: Signal<T | null>, load: () => Promise<T>): Promise<void> {
  for (let attempt = 0; into.value === null; attempt += 1) {
    try {
      into.value = await load();
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}
