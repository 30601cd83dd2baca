import { signal } from "@preact/signals";
import type { Slip } from "../model/slip";
import { bump, tapTicket } from "../model/acts";
import { readKey } from "../model/keys";
import { bumpOf, carryOut, leaving, recall } from "./acts";
import { touched } from "./ears";
import { feed, slips, station, tapAway } from "./store";

/** Numbers are drawn on the tickets once somebody has used a key. */
export const keysUsed = signal(false);
export const selected = signal<string | null>(null);

export function listenToKeys(): () => void {
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("[role=dialog],[role=alertdialog]")) return;
  const intent = readKey(event.key);
  if (!intent) return;
  const onButton = event.target instanceof HTMLElement && event.target.closest("button");
  if (onButton && (intent.do === "press" || intent.do === "quiet")) return;
  event.preventDefault();
  keysUsed.value = true;
  touched();
  switch (intent.do) {
    case "bump":
      return bumpSlip(slips.value[intent.nth]);
    case "recall":
      return recallLast();
    case "move":
      return move(intent.by);
    case "press":
      return press(slips.value.find((slip) => slip.order_id === selected.value));
    case "quiet":
  }
}

function bumpSlip(slip: Slip | undefined): void {
  if (!slip) return;
  if (slip.cancelled) tapAway(slip);
  else carryOut(bump(slip, station.value), slip);
}

function press(slip: Slip | undefined): void {
  if (!slip) return;
  if (slip.cancelled) tapAway(slip);
  else if (bumpOf(slip.order_id)) recall(slip.order_id);
  else carryOut(tapTicket(slip, station.value), slip);
}

/** The last one that left: still on its way, or on top of the recent ones. */
export function recallLast(): void {
  const last = leaving.value[leaving.value.length - 1];
  const recent = feed.state.value?.recent.find((one) => one.status === "READY");
  const id = last?.order_id ?? recent?.order_id;
  if (id) recall(id);
}

function move(by: number): void {
  const all = slips.value;
  if (all.length === 0) return;
  const at = all.findIndex((slip) => slip.order_id === selected.value);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  const slip = all[Math.min(all.length - 1, Math.max(0, next))];
  if (!slip) return;
  selected.value = slip.order_id;
  document
    .querySelector(`[data-order="${slip.order_id}"]`)
    ?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
