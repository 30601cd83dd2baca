import { batch, signal } from "@preact/signals";
import type { Ticket } from "../../api/schema";
import { asApiError } from "../../app/api";
import { createOutbox } from "../../app/outbox";
import { toast } from "../../look";
import { askForTicket } from "../../staff/print";
import { api } from "../../staff/session";
import { type Act, all, callOf, isLast, laneOf, tapLine, undoOf } from "../model/acts";
import { type Card, type CardLine, isOpen } from "../model/card";
import { say } from "../words";

export const UNDO_MS = 3_000;

/** Something that can still be taken back. */
export interface Undoable {
  key: string;
  words: string;
  acts: Act[];
}

const outbox = createOutbox(api, "kitchen");
const queue = signal<readonly Act[]>([]);
const sent = new Map<string, Act>();

/** Everything done on this screen that the box has not answered yet. */
export const unsettled = queue;
/** Cards that were taken down a moment ago: they keep their place until it is too late to undo. */
export const leaving = signal<ReadonlySet<string>>(new Set());
export const undoable = signal<Undoable | null>(null);

/** Calls back with what the box made of it. */
export function startActs(take: (answer: unknown) => void): void {
  outbox.handle<unknown>("act", {
    done(answer, { key }) {
      batch(() => {
        take(answer);
        settle(key);
      });
    },
    failed(error, { key }) {
      settle(key);
      toast(say("notDone", error.message), { bad: true });
    },
  });
  outbox.resume();
}

/** One at a time for each ticket: an undo must never overtake what it takes back. */
export function carryOut(acts: readonly Act[]): void {
  queue.value = [...queue.value, ...acts];
  for (const lane of new Set(acts.map(laneOf))) sendNext(lane);
}

function sendNext(lane: string): void {
  const under = [...sent.values()].some((act) => laneOf(act) === lane);
  const next = queue.value.find((act) => laneOf(act) === lane);
  if (under || !next) return;
  const { path, body } = callOf(next);
  sent.set(outbox.send("act", "POST", path, body), next);
}

function settle(key: string): void {
  const act = sent.get(key);
  sent.delete(key);
  if (!act) return;
  queue.value = queue.value.filter((one) => one !== act);
  sendNext(laneOf(act));
}

/** All on the card is done. It can be taken back for a moment, and recalled for ever. */
export function bump(card: Card): void {
  const acts = all(card, "done");
  if (acts.length === 0) return;
  offerUndo(card, acts, say("wasDone", card.number));
  leave(card.key);
  carryOut(acts);
}

export function start(card: Card): void {
  carryOut(all(card, "start"));
}

export function tap(card: Card, line: CardLine): void {
  const act = tapLine(line);
  if (!act) return;
  if (act.do === "done") {
    offerUndo(card, [act], say("wasCooked", line.name));
    if (isLast(card, line)) leave(card.key);
  } else if (undoable.peek()?.key === card.key) undoable.value = null;
  carryOut([act]);
}

export function undo(): void {
  const last = undoable.peek();
  if (!last) return;
  undoable.value = null;
  stay(last.key);
  carryOut(last.acts);
}

/** Brings the whole of some tickets back to their place in time. */
export function recall(ids: readonly string[]): void {
  carryOut(ids.map((ticket_id) => ({ do: "recall", ticket_id, line_id: null })));
}

export function confirmChange(ticket_id: string, change_id: string): void {
  carryOut([{ do: "confirm", ticket_id, change_id }]);
}

export function rush(card: Pick<Card, "order_id" | "is_rush">): void {
  carryOut([{ do: "rush", order_id: card.order_id, is_rush: !card.is_rush }]);
}

export function fireNext(order_id: string, course: number | undefined): void {
  if (course !== undefined) carryOut([{ do: "fire", order_id, course }]);
}

/** On the printers of their stations; the paper says that it is a reprint. */
export async function printTickets(tickets: readonly Pick<Ticket, "id">[]): Promise<void> {
  for (const { id } of tickets) {
    try {
      toast(say("printing", (await askForTicket(id)).printer_name));
    } catch (error) {
      toast(say("notDone", asApiError(error).message), { bad: true });
    }
  }
}

export const isUnderWay = (id: string) => queue.value.some((act) => laneOf(act) === id);

export const isDown = (card: Card) => !card.lines.some(isOpen) && card.changes.length === 0;

function offerUndo(card: Card, acts: Act[], words: string): void {
  const offer: Undoable = { key: card.key, words, acts: undoOf(card, acts) };
  undoable.value = offer;
  setTimeout(() => {
    if (undoable.peek() === offer) undoable.value = null;
  }, UNDO_MS);
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

function leave(key: string): void {
  leaving.value = new Set([...leaving.value, key]);
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => stay(key), UNDO_MS),
  );
}

function stay(key: string): void {
  clearTimeout(timers.get(key));
  timers.delete(key);
  leaving.value = new Set([...leaving.value].filter((one) => one !== key));
}
