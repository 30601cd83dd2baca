import { computed, signal } from "@preact/signals";
import { type Card, type CardLine, isFood } from "../model/card";
import { cards } from "./store";

export interface Place {
  card: string;
  /** null: the whole card. */
  line: string | null;
}

/** What the keys are about. */
export const place = signal<Place | null>(null);
/** Numbers are drawn on the cards once somebody has used a key. */
export const keysUsed = signal(false);
/** The first card in sight: the numbers count from it. */
export const firstInSight = signal(0);
/** The line whose sheet lies over the board. */
export const lineInHand = signal<{ card: Card; line: CardLine } | null>(null);

export const selected = computed<Card | null>(
  () => cards.value.find((card) => card.key === place.value?.card) ?? null,
);
export const selectedLine = computed<CardLine | null>(
  () => selected.value?.lines.find((line) => line.key === place.value?.line) ?? null,
);

export const nthInSight = (nth: number): Card | undefined => cards.value[firstInSight.value + nth];

export function select(card: Card | undefined, line: string | null = null): void {
  place.value = card ? { card: card.key, line } : null;
  if (card) requestAnimationFrame(showPlace);
}

export function moveCard(by: number): void {
  const all = cards.value;
  const at = all.findIndex((card) => card.key === place.value?.card);
  const next = at < 0 ? firstInSight.value : at + by;
  select(all[Math.min(all.length - 1, Math.max(0, next))]);
}

/** Up from the first line is the card as a whole, which is where a card begins. */
export function moveLine(by: number): void {
  const card = selected.value;
  if (!card) return moveCard(0);
  const lines = card.lines.filter(isFood);
  const at = lines.findIndex((line) => line.key === place.value?.line);
  const next = Math.min(lines.length - 1, at + by);
  select(card, next < 0 ? null : (lines[next]?.key ?? null));
}

function showPlace(): void {
  const { card, line } = place.value ?? {};
  const box = document.querySelector(`[data-card="${card}"]`);
  box?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const row = line ? box?.querySelector(`[data-line="${line}"]`) : null;
  row?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
