import { computed, effect, signal } from "@preact/signals";
import { now } from "../../staff/clock";
import { play, type Sound } from "../../staff/sounds";
import { ageOf, limitsOf } from "../model/age";
import { type Card, isOpen } from "../model/card";
import { isNew } from "../model/missed";
import { markTouched, touched } from "./marks";
import { choice, isMine } from "./screen";
import { cards, feed } from "./store";

/** Late cards somebody has taken note of. */
const heardLate = signal<ReadonlySet<string>>(new Set());

const listens = computed(() => choice.value.view === "station" || choice.value.view === "counts");

/** Cards that ring until somebody touches the board. */
export const ringing = computed<ReadonlySet<string>>(() => {
  const mine = listens.value ? cards.value : [];
  const fresh = mine.filter((card) => card.tickets.some((one) => isNew(one, touched.value)));
  return new Set(fresh.map((card) => card.key));
});

/** Changes once a second at most, and only when a card turns late. */
const late = computed<string>(() => {
  const stations = feed.state.value?.stations ?? [];
  const isLate = (card: Card) =>
    card.lines.some(isOpen) &&
    ageOf(card.fired_at, now.value, limitsOf(stations, card.stations)).level === "late";
  const mine = listens.value ? cards.value : [];
  return mine
    .filter(isLate)
    .map((card) => card.key)
    .join("\n");
});

/** All that has to be heard now, the gravest first. */
export const sounding = computed<Sound[]>(() => {
  const changes = listens.value ? cards.value.flatMap((card) => card.changes) : [];
  const overdue = late.value.split("\n").filter(Boolean);
  const sounds: Sound[] = [];
  if (changes.some((change) => change.kind === "CANCELLED")) sounds.push("cancelled");
  if (changes.some((change) => change.kind === "CHANGED")) sounds.push("changed");
  if (ringing.value.size > 0) sounds.push("new");
  if (overdue.some((key) => !heardLate.value.has(key))) sounds.push("overdue");
  return sounds;
});

const EVERY_MS = 4_000;
const APART_MS = 1_100;

/** Sounds what is wanted at once and then again and again, one after the other. */
export function listen(): () => void {
  let before: Sound[] = [];
  let again: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  function strike(): void {
    clearTimeout(again);
    const wanted = sounding.peek();
    const sound = wanted[turn % Math.max(1, wanted.length)];
    if (!sound) return;
    play(sound);
    turn = (turn + 1) % wanted.length;
    again = setTimeout(strike, turn === 0 ? EVERY_MS : APART_MS);
  }

  const stop = effect(() => {
    const wanted = sounding.value;
    const fresh = wanted.findIndex((sound) => !before.includes(sound));
    before = wanted;
    if (fresh < 0) return;
    turn = fresh;
    strike();
  });
  return () => {
    stop();
    clearTimeout(again);
  };
}

/** Somebody is here: a hand on the board, or a key. What must be confirmed goes on ringing. */
export function touch(): void {
  const state = feed.state.peek();
  if (!state) return;
  if (ringing.peek().size > 0) markTouched(state.last, isMine);
  const overdue = late.peek().split("\n").filter(Boolean);
  if (overdue.some((key) => !heardLate.peek().has(key))) heardLate.value = new Set(overdue);
}
