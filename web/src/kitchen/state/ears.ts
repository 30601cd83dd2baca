import { signal } from "@preact/signals";
import { keep } from "../../app/keep";
import { createRing, play } from "../../staff/sounds";
import type { News } from "../model/news";

const MOST_SEEN = 200;
const seen = new Set(keep.get<string[]>("kitchen.seen", []));
const ring = createRing("new");

/** Tickets that ring until somebody touches the board. */
export const ringing = signal<ReadonlySet<string>>(new Set());

export function hear(news: News): void {
  const fresh = news.fresh.filter((id) => !seen.has(id));
  if (fresh.length > 0) ringing.value = new Set([...ringing.value, ...fresh]);
  ring(ringing.value.size > 0);
  if (news.cancelled.length > 0) play("cancelled");
  else if (news.changed.length > 0) play("changed");
}

/** Somebody is here: a hand on the board, or a key. */
export function touched(): void {
  if (ringing.value.size === 0) return;
  for (const id of ringing.value) seen.add(id);
  keep.set("kitchen.seen", [...seen].slice(-MOST_SEEN));
  ringing.value = new Set();
  ring(false);
}

const late = new Set<string>();

/** Sounds once for each ticket that has become late. */
export function hearLate(ids: string[]): void {
  const fresh = ids.filter((id) => !late.has(id));
  for (const id of fresh) late.add(id);
  if (fresh.length > 0) play("overdue");
}

export function hush(): void {
  ring(false);
}
