import { signal } from "@preact/signals";
import { keep } from "../../app/keep";
import { baseline, type Marks, raise } from "../model/missed";
import type { KitchenState } from "../model/board";

function kept(slot: string) {
  const marks = signal<Marks>(keep.get<Marks>(slot, {}));
  return {
    marks,
    set(next: Marks) {
      marks.value = next;
      keep.set(slot, next);
    },
  };
}

const drawnSlot = kept("kitchen.drawn");
const touchedSlot = kept("kitchen.touched");

/** How far this screen has drawn each station's tickets, also before it was switched off. */
export const drawn = drawnSlot.marks;
/** How far somebody has taken note of them. */
export const touched = touchedSlot.marks;

export function markDrawn(tickets: readonly { station: string; seq: number }[]): void {
  if (tickets.some(({ station, seq }) => seq > (drawn.value[station] ?? 0))) {
    drawnSlot.set(raise(drawn.value, tickets));
  }
}

export function markTouched(last: Marks, mine: (station: string) => boolean): void {
  const all = Object.entries(last).map(([station, seq]) => ({ station, seq }));
  touchedSlot.set(
    raise(
      touched.value,
      all.filter((one) => mine(one.station)),
    ),
  );
}

/** The first time a screen shows a station: what no screen has drawn yet is new to it. */
export function beginMarks({ last, tickets }: KitchenState): void {
  const unknown = Object.keys(last).some((name) => drawn.value[name] === undefined);
  const untouched = Object.keys(last).some((name) => touched.value[name] === undefined);
  if (unknown) drawnSlot.set(baseline(drawn.value, last, tickets));
  if (untouched) touchedSlot.set(baseline(touched.value, last, tickets));
}
