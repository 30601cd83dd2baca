import { computed } from "@preact/signals";
import { feed } from "./store";

/** Bills that were paid, have their invoice, and are due again; the oldest first. */
export const dueAgain = computed(() =>
  (feed.state.value?.bills ?? [])
    .filter((one) => one.state === "PAID" && one.due_paise > 0)
    .sort((a, b) => ((a.paid_at ?? "") < (b.paid_at ?? "") ? -1 : 1)),
);
