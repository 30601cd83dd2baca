import { signal } from "@preact/signals";

/** The box's time in ms, a new value every second: ages are counted on its clock, not ours. */
export const now = signal(Date.now());
let ahead = 0;

export function setBoxTime(at: string): void {
  const box = Date.parse(at);
  if (!Number.isFinite(box)) return;
  ahead = box - Date.now();
  now.value = box;
}

if (typeof window !== "undefined") {
  setInterval(() => {
    now.value = Date.now() + ahead;
  }, 1_000);
}

/** "4:07", "1:02:33": how long something has lasted. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${head}:${two(seconds % 60)}`;
}
