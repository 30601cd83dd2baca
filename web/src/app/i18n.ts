import { effect, signal } from "@preact/signals";
import { keep } from "./keep";

export type Lang = "en" | "hi";
type Phrase = string | ((...given: never[]) => string);
type Given<P> = P extends (...given: infer G) => string ? G : [];

export const lang = signal<Lang>(keep.get<Lang>("lang", "en") === "hi" ? "hi" : "en");

/** Fetches the language first, where it is a file of its own; false when it cannot be had. */
export async function setLang(next: Lang): Promise<boolean> {
  try {
    if (next === "hi") await Promise.all(loaders.map((load) => load()));
  } catch {
    return false;
  }
  keep.set("lang", next);
  lang.value = next;
  return true;
}

effect(() => {
  if (typeof document !== "undefined") document.documentElement.lang = lang.value;
});

/** The same keys with the same blanks to fill; anything else does not compile. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : T[K] };

const loaders: (() => Promise<void>)[] = [];

/** Gives the phrase function of two dictionaries; the Hindi one may be fetched when needed. */
export function dictionary<T extends Record<string, Phrase>>(
  en: T,
  hindi: Translation<T> | (() => Promise<Translation<T>>),
) {
  let hi: Translation<T> | T = en;
  if (typeof hindi !== "function") hi = hindi;
  else {
    loaders.push(async () => {
      hi = await hindi();
    });
  }
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
