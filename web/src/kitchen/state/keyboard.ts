import { type Intent, readKey } from "../model/keys";
import { bump, confirmChange, fireNext, rush, start, tap, undo, undoable } from "./acts";
import { recallLast } from "./recall";
import { touch } from "./ears";
import { missedSeen } from "./missed";
import { turnPage } from "./page";
import { atThePass, sendOut } from "./pass";
import { choice, keyMap, nextView, sheet } from "./screen";
import {
  firstInSight,
  keysUsed,
  lineInHand,
  moveCard,
  moveLine,
  nthInSight,
  place,
  select,
  selected,
  selectedLine,
} from "./selection";
import { cards, feed } from "./store";

export function listenToKeys(): () => void {
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("[role=dialog],[role=alertdialog]")) return;
  if (event.key === "Escape") return select(undefined);
  const intent = readKey(event, keyMap.value);
  if (!intent) return;
  const onButton = event.target instanceof HTMLElement && event.target.closest("button");
  const plain = event.key === "Enter" || event.key === " ";
  if (onButton && plain && !place.value) return;
  event.preventDefault();
  if (onButton && plain) onButton.blur();
  keysUsed.value = true;
  carry(intent, event.repeat);
  touch();
}

/** A key held down repeats: it may move on, but never take a second ticket down. */
function carry(intent: Intent, again: boolean): void {
  if (again && !["next", "previous", "up", "down"].includes(intent.do)) return;
  switch (intent.do) {
    case "bump":
    case "select":
      return onNumber(intent.do, intent.nth);
    case "next":
      return moveCard(1);
    case "previous":
      return moveCard(-1);
    case "down":
      return moveLine(1);
    case "up":
      return moveLine(-1);
    case "press":
      return press();
    case "undo":
      return undoable.value ? undo() : undefined;
    case "recall":
      return recallLast();
    case "recallList":
      return open("recall");
    case "pageOn":
      return turnPage(1);
    case "pageBack":
      return turnPage(-1);
    case "view":
      return nextView(feed.state.value?.expo_levels ?? 1);
    case "settings":
      return open("screen");
    case "help":
      return open("keys");
    case "quiet":
      return missedSeen();
    default:
      return onCard(intent.do);
  }
}

function onNumber(what: "bump" | "select", nth: number): void {
  const { view } = choice.value;
  if (view === "expo" || view === "pass") {
    return sendOut(atThePass.value[firstInSight.value + nth]);
  }
  const card = view === "station" ? nthInSight(nth) : undefined;
  if (!card) return;
  if (what === "select") select(card);
  else bump(card);
}

function press(): void {
  const [card, line] = [selected.value, selectedLine.value];
  if (card && line) tap(card, line);
  else if (card) bump(card);
}

function onCard(what: "rush" | "confirm" | "fire" | "start" | "soldOut"): void {
  const [card, line] = [selected.value, selectedLine.value];
  if (what === "confirm") return confirmFirst();
  if (!card) return;
  if (what === "rush") rush(card);
  else if (what === "start") start(card);
  else if (what === "fire") fireNext(card.order_id, card.held[0]);
  else if (line) {
    lineInHand.value = { card, line };
    open("line");
  }
}

/** Of the chosen card; with none chosen, of the first card that asks. */
function confirmFirst(): void {
  const asking = [selected.value, ...cards.value].find((card) => card && card.changes.length > 0);
  const change = asking?.changes[0];
  if (change) confirmChange(change.ticket_id, change.id);
}

function open(name: NonNullable<typeof sheet.value>): void {
  sheet.value = name;
}
