import type { Sort } from "./card";

export const VIEWS = ["station", "expo", "pass", "counts", "numbers"] as const;
export type View = (typeof VIEWS)[number];

/** What this screen shows, and how. Kept by the device. */
export interface Choice {
  view: View;
  /** None: all. */
  stations: string[];
  sort: Sort;
  /** Text: 0 is the smallest and still read from two metres. */
  size: 0 | 1 | 2;
  /** 0: as many as fit. */
  columns: number;
}

export const PLAIN: Choice = { view: "station", stations: [], sort: "oldest", size: 0, columns: 0 };

/** What was kept, as far as it still makes sense, with what the address asks for. */
export function readChoice(kept: Partial<Choice>, address: string): Choice {
  const choice: Choice = { ...PLAIN };
  const { view, stations, sort, size, columns } = kept;
  if (isView(view)) choice.view = view;
  if (Array.isArray(stations)) choice.stations = stations.filter((one) => typeof one === "string");
  if (sort === "table" || sort === "course") choice.sort = sort;
  if (size === 1 || size === 2) choice.size = size;
  if (typeof columns === "number" && columns >= 2 && columns <= 6) choice.columns = columns;
  const asked = new URLSearchParams(address);
  const wanted = asked.get("view");
  if (isView(wanted)) choice.view = wanted;
  if (asked.has("station")) choice.stations = split(asked.get("station") ?? "");
  return choice;
}

const isView = (word: unknown): word is View => VIEWS.includes(word as View);

const split = (names: string) =>
  names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "*");

/** What the screen tells the box it shows; other views are about the whole house. */
export function screenOf({ view, stations }: Pick<Choice, "view" | "stations">): string {
  const some = view === "station" || view === "counts";
  const name = some && stations.length > 0 ? stations.join(",") : "*";
  return `kitchen:${name}`;
}
