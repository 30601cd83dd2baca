import { effect, signal } from "@preact/signals";
import { keep } from "./keep";

export type Lang = "en" | "hi";
type Phrase = string | ((...given: never[]) => string);
type Given<P> = P extends (...given: infer G) => string ? G : [];

export const lang = signal<Lang>(keep.get<Lang>("lang", "en") === "hi" ? "hi" : "en");

export function setLang(next: Lang): void {
  keep.set("lang", next);
  lang.value = next;
}

effect(() => {
  if (typeof document !== "undefined") document.documentElement.lang = lang.value;
});

/** Two dictionaries with the same keys; a missing or misfitting Hindi phrase does not compile. */
export function dictionary<T extends Record<string, Phrase>>(
  en: T,
  hi: { [K in keyof T]: T[K] extends string ? string : T[K] },
) {
  return <K extends keyof T>(key: K, ...given: Given<T[K]>): string => {
    const phrase = (lang.value === "hi" ? hi : en)[key] as Phrase;
    return typeof phrase === "string" ? phrase : phrase(...(given as never[]));
  };
}

const locale = () => (lang.value === "hi" ? "hi-IN" : "en-IN");
const ZONE = "Asia/Kolkata";

/** "7:35 pm", always on the restaurant's clock. */
export function formatTime(at: string): string {
  return new Date(at).toLocaleTimeString(locale(), {
    hour: "numeric",
    minute: "2-digit",
    timeZone: ZONE,
  });
}

export function formatDay(at: string): string {
  return new Date(at).toLocaleDateString(locale(), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: ZONE,
  });
}

/** Whole minutes since a moment, never negative (clocks differ). */
export function minutesSince(at: string, now: number = Date.now()): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
}
