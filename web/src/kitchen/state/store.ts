import { batch, computed, signal } from "@preact/signals";
import type { Board, Order } from "../../api/schema";
import { keep } from "../../app/keep";
import { createFeed } from "../../staff/feed";
import { setBoxTime } from "../../staff/clock";
import { api } from "../../staff/session";
import { withActs } from "../model/acts";
import { type News, newsBetween } from "../model/news";
import { carryOver, dismiss, reduce, seenChange, takeOrder } from "../model/reduce";
import {
  forStation,
  fromBoard,
  isOpen,
  type KitchenState,
  type Slip,
  stationsOf,
} from "../model/slip";
import { startActs, unsettled } from "./acts";
import { hear } from "./ears";

export const station = signal(keep.get("kitchen.station", ""));
const known = signal(keep.get<string[]>("kitchen.stations", []));
export const localNames = signal(keep.get("kitchen.local", false));
/** The highest number that has come in; acknowledged once it is drawn. */
export const arrived = signal(0);

let lastHeard: KitchenState | null = null;

export const feed = createFeed<KitchenState>({
  screen: "kitchen",
  load: async () => {
    const board = await api.get<Board>("/api/kitchen/board");
    setBoxTime(board.now);
    const { state, lost } = carryOver(feed.state.value, fromBoard(board));
    for (const id of lost) void lookUp(id);
    return state;
  },
  reduce,
  onMessage: () => tell(),
  onLoaded: () => tell(),
});

function tell(): void {
  const after = feed.state.value;
  if (!after) return;
  const news: News = newsBetween(lastHeard, after);
  lastHeard = after;
  arrived.value = after.seq;
  hear(news);
  const stations = stationsOf(after, known.value);
  if (stations.length !== known.value.length) {
    known.value = stations;
    keep.set("kitchen.stations", stations);
  }
}

/** A ticket that the new snapshot does not have: was it cancelled, or only bumped elsewhere? */
async function lookUp(id: string): Promise<void> {
  try {
    takeAnswer(await api.get<Order>(`/api/orders/${id}`));
  } catch {
    // It stays on the board until the next snapshot: better one too many than one too few.
  }
}

function takeAnswer(order: Order): void {
  feed.update((state) => takeOrder(state, order));
  tell();
}

/** The slips as this screen shows them: its station, with what was just tapped. */
export const slips = computed<Slip[]>(() => {
  const all = feed.state.value?.slips ?? [];
  const kept = new Set(unsettled.value.map((act) => act.order_id));
  return all.flatMap((slip) => {
    const shown = withActs(slip, unsettled.value);
    const mine = forStation(shown, station.value);
    if (mine) return [mine];
    // Just bumped for this station: it stays in its place until that is settled.
    if (!kept.has(slip.order_id) || !station.value) return [];
    const lines = shown.lines.filter((line) => line.station === station.value);
    const wasOpen = slip.lines.some((line) => line.station === station.value && isOpen(line));
    return wasOpen ? [{ ...shown, lines }] : [];
  });
});

/** Stations come and go with their tickets; the choice between them stays. */
export const stations = known;

/** How many tickets wait at each station; "" counts all. */
export const waiting = computed<Record<string, number>>(() => {
  const counts: Record<string, number> = {};
  const all = (feed.state.value?.slips ?? []).filter((slip) => !slip.cancelled);
  for (const name of known.value) {
    counts[name] = all.filter((slip) => forStation(slip, name)).length;
  }
  counts[""] = all.length;
  return counts;
});

export function chooseStation(name: string): void {
  station.value = name;
  keep.set("kitchen.station", name);
}

export function showLocalNames(local: boolean): void {
  localNames.value = local;
  keep.set("kitchen.local", local);
}

export function tapAway(slip: Slip): void {
  batch(() => feed.update((state) => dismiss(state, slip.order_id)));
  tell();
}

export function tookNotice(slip: Slip): void {
  if (slip.changed) feed.update((state) => seenChange(state, slip.order_id));
}

export function startStore(): () => void {
  startActs(takeAnswer);
  feed.start();
  return feed.stop;
}
