import { signal } from "@preact/signals";
import { keep } from "../../app/keep";
import { shows } from "../model/card";
import { type Choice, readChoice, type View, VIEWS } from "../model/choice";
import { type KeyMap, readMap } from "../model/keys";

const SLOT = "kitchen.screen";
const address = typeof location === "undefined" ? "" : location.search;

/** What this screen shows, and how: each device keeps its own. */
export const choice = signal<Choice>(readChoice(keep.get<Partial<Choice>>(SLOT, {}), address));
export const keyMap = signal<KeyMap>(readMap(keep.get<unknown>("kitchen.keys", null)));

export function choose(part: Partial<Choice>): void {
  choice.value = { ...choice.value, ...part };
  keep.set(SLOT, choice.value);
  // What the address asked for has been taken; from now on the screen's own choice holds.
  if (location.search) history.replaceState(null, "", location.pathname);
}

export function setKeys(map: KeyMap): void {
  keyMap.value = map;
  keep.set("kitchen.keys", map);
}

/** Whether a station is one of this screen's. */
export const isMine = (station: string) => shows(choice.value.stations, station);

export function nextView(levels: number): void {
  const views = viewsFor(levels);
  const at = views.indexOf(choice.value.view);
  choose({ view: views[(at + 1) % views.length] ?? "station" });
}

/** The second expo level is offered where the house has one. */
export function viewsFor(levels: number): View[] {
  return VIEWS.filter((view) => view !== "pass" || levels === 2);
}

export type SheetName = "recall" | "out" | "screen" | "keys" | "line";
/** The sheet that lies over the board, if any. */
export const sheet = signal<SheetName | null>(null);
