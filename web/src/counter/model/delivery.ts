import type { Change, Delivery } from "../../api/schema";

export type Unseen = Delivery["unseen"][number];

/** Why no screen has drawn it: there is none, or it is not looking. */
export function whyUnseen(delivery: Delivery, station: string): string {
  const screens = delivery.stations.find((one) => one.name === station)?.screens ?? 0;
  if (screens === 0) return `No screen shows ${station} now.`;
  return screens === 1 ? "Its screen has not drawn it." : `None of its ${screens} screens drew it.`;
}

/** "Changed from 2 to 1", "Cancelled": what the cook has not said yes to. */
export function changeWords(change: Change): string {
  if (change.kind === "CANCELLED") return `${change.old_quantity} ${change.name} cancelled`;
  if (change.old_quantity !== change.new_quantity) {
    return `${change.name}: ${change.new_quantity} instead of ${change.old_quantity}`;
  }
  return `${change.name}: ${change.new_note ? `“${change.new_note}”` : "no note any more"}`;
}

export function unconfirmedOf(delivery: Delivery | null, lineId: string): Change[] {
  return (delivery?.unconfirmed ?? []).filter((change) => change.line_id === lineId);
}
