import { effect, signal, untracked } from "@preact/signals";
import { type Marks, type Missed, missedSince } from "../model/missed";
import { beginMarks, drawn } from "./marks";
import { isMine } from "./screen";
import { feed, readings } from "./store";

/** What came while this screen did not hear the box; null when there is nothing to say. */
export const missed = signal<Missed | null>(null);

/** From losing the box until a complete board has been read again: as far as was drawn before. */
let lost: Marks | null = null;

export function watchMissed(): () => void {
  // Switched off is lost, too: but what was done meanwhile is then no news.
  let opening = true;
  lost = { ...drawn.peek() };
  const stops = [
    effect(() => {
      const trust = feed.trust.value;
      untracked(() => {
        if (trust === "silent") lost ??= { ...drawn.peek() };
        else if (trust === "fresh" && lost && !opening) void feed.reload();
      });
    }),
    effect(() => {
      if (readings.value === 0) return;
      untracked(() => {
        const state = feed.state.peek();
        if (!state) return;
        if (lost) report(lost, opening);
        lost = null;
        opening = false;
        beginMarks(state);
      });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

function report(since: Marks, opening: boolean): void {
  const state = feed.state.peek();
  if (!state) return;
  const found = missedSince(since, state.last, state.tickets, isMine);
  if (opening) found.total = found.waiting;
  if (found.total > 0) missed.value = found;
}

export function missedSeen(): void {
  missed.value = null;
}
