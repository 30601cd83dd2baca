import type { Change, Delivery } from "../../api/schema";

export type Unseen = Delivery["unseen"][number];

/** Why no screen has drawn them: there is none, or it is not looking. */
export function whyUnseen(delivery: Delivery): string {
  const lost = [...new Set(delivery.unseen.map((one) => one.station))];
  const dark = lost.filter((name) => screensOf(delivery, name) === 0);
  const asleep = lost.filter((name) => screensOf(delivery, name) > 0);
  return [
    dark.length > 0 ? `No screen shows ${dark.join(" or ")} now.` : "",
    asleep.length > 0 ? `A screen of ${asleep.join(" and ")} is open but has not drawn it.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const screensOf = (delivery: Delivery, station: string) =>
  delivery.stations.find((one) => one.name === station)?.screens ?? 0;

/** "1 Naan instead of 2", "2 Naan cancelled": what the cook has not said yes to. */
export function changeWords(change: Change, name = `${change.name} `): string {
  if (change.kind === "CANCELLED") return `${change.old_quantity} ${name}cancelled`;
  if (change.old_quantity !== change.new_quantity) {
    return `${change.new_quantity} ${name}instead of ${change.old_quantity}`;
  }
  return `${name}${change.new_note ? `with “${change.new_note}”` : "without its note"}`;
}

export function unconfirmedOf(delivery: Delivery | null, lineId: string): Change[] {
  return (delivery?.unconfirmed ?? []).filter((change) => change.line_id === lineId);
}
