import { signal } from "@preact/signals";

interface Lock {
  release(): Promise<void>;
  addEventListener(type: "release", listener: () => void): void;
}
type Waker = { request(type: "screen"): Promise<Lock> };

/** kept: the browser keeps the screen on · cannot: it offers no way (plain HTTP, old browsers). */
export const awake = signal<"kept" | "asleep" | "cannot">("cannot");

const waker = (): Waker | undefined => (navigator as unknown as { wakeLock?: Waker }).wakeLock;

/** Browsers take the lock back when the page is hidden: it is asked for again. */
export function stayAwake(): () => void {
  let lock: Lock | null = null;
  let wanted = true;

  async function ask(): Promise<void> {
    if (!wanted || lock || document.visibilityState !== "visible") return;
    try {
      lock = (await waker()?.request("screen")) ?? null;
    } catch {
      lock = null;
    }
    awake.value = lock ? "kept" : waker() ? "asleep" : "cannot";
    lock?.addEventListener("release", () => {
      lock = null;
      awake.value = "asleep";
    });
  }
  const again = () => void ask();
  void ask();
  document.addEventListener("visibilitychange", again);
  addEventListener("pointerup", again);
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", again);
    removeEventListener("pointerup", again);
    void lock?.release();
  };
}
