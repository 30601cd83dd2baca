import { effect, untracked } from "@preact/signals";
import type { Ticket } from "../../api/schema";
import { backoff } from "../../app/api";
import { api } from "../../staff/session";
import { findTicket } from "../model/board";
import { markDrawn } from "./marks";
import { choice } from "./screen";
import { cards, feed, readings } from "./store";

const TOGETHER_MS = 120;
const MOST = 50;

/** Drawn here, and the box does not know it yet. */
const owed = new Set<string>();
const told = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let attempt = 0;

/**
 * Tells the box what this screen has drawn: only after it was really painted, and never from a
 * page that nobody can see. It is said until the box has heard it.
 */
export function watchDrawn(): () => void {
  const look = () => {
    void readings.value;
    if (choice.value.view !== "station") return;
    const shown = cards.value.flatMap((card) => card.tickets);
    untracked(() => painted(() => acknowledge(shown)));
  };
  const stop = effect(look);
  const seen = () => document.visibilityState === "visible" && untracked(look);
  document.addEventListener("visibilitychange", seen);
  return () => {
    stop();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
}

/** After the second frame the first one is on the glass. */
function painted(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

function acknowledge(tickets: readonly Ticket[]): void {
  if (document.visibilityState !== "visible") return;
  markDrawn(tickets);
  for (const { id, seen_at } of tickets) {
    if (seen_at === null && !told.has(id)) owed.add(id);
  }
  if (owed.size > 0) later(TOGETHER_MS);
}

function later(ms: number): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void tell();
  }, ms);
}

async function tell(): Promise<void> {
  const ids = [...owed].slice(0, MOST);
  if (ids.length === 0) return;
  try {
    const body = { ids, screen: nameOf() };
    await api.post("/api/kitchen/tickets/seen", body, { tries: 1, timeoutMs: 4_000 });
    for (const id of ids) {
      owed.delete(id);
      told.add(id);
    }
    attempt = 0;
  } catch {
    attempt += 1;
    const state = feed.state.peek();
    // Another screen may have said it meanwhile.
    for (const id of ids) if (state && findTicket(state, id)?.seen_at) owed.delete(id);
  }
  if (owed.size > 0) later(attempt === 0 ? 0 : Math.min(2_000, backoff(attempt)));
}

function nameOf(): string {
  const { stations } = choice.peek();
  return (stations.join(", ") || "All stations").slice(0, 60);
}
