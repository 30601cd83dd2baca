import { signal } from "@preact/signals";
import { backoff } from "../app/api";
import { lang, setLang } from "../app/i18n";

type Later = typeof import("./sheets");

/**
 * The menu can be read before the rest has come. The rest is fetched right after the first
 * paint, not when it is wanted: by then the phone may be in a dead spot.
 */
export const later = signal<Later | null>(null);

export async function loadLater(): Promise<void> {
  for (let attempt = 0; later.value === null; attempt += 1) {
    try {
      const sheets = await import("./sheets");
      // Their words are a dictionary of their own, not yet there when the page was opened.
      if (lang.value === "hi") await setLang("hi");
      later.value = sheets;
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}
