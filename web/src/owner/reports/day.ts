import { signal } from "@preact/signals";
import { businessDay } from "../today/day";

/** The day looked at, on all pages of the report; null is today, also after the cut-off. */
export const picked = signal<string | null>(null);

export const day = () => picked.value ?? businessDay(Date.now());
