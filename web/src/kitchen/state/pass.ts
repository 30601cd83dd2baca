import { computed } from "@preact/signals";
import { type ExpoCard, expoCards } from "../model/expo";
import { carryOut, isUnderWay } from "./acts";
import { choice } from "./screen";
import { feed } from "./store";

/** Which of the house's expo levels this screen is. */
const level = computed(() => {
  if (feed.state.value?.expo_levels !== 2) return "only";
  return choice.value.view === "pass" ? "second" : "first";
});

/** What leaves this screen is passed on to the second level, or served. */
export const deedHere = computed<"pass" | "serve">(() =>
  level.value === "first" ? "pass" : "serve",
);

export const atThePass = computed<ExpoCard[]>(() =>
  expoCards(feed.state.value?.orders ?? [], choice.value.stations, level.value),
);

/** Only what is complete goes out. */
export function sendOut(card: ExpoCard | undefined): void {
  if (!card?.complete || isUnderWay(card.id)) return;
  carryOut([{ do: deedHere.value, order_id: card.id }]);
}
