import { effect } from "@preact/signals";
import { createLive } from "../../app/live";
import { forget, session } from "../../staff/session";
import { refresh } from "./load";

/** One connection for all the pages; it only says what to fetch again. */
export const live = createLive({
  token: () => session.value?.token ?? null,
  screen: "owner",
  onMessage: (message) => refresh(message.type),
  onReset: () => refresh("everything"),
  onRefused: forget,
});

// Back after a silence: what failed meanwhile is fetched again, even if nothing was missed.
effect(() => {
  if (live.state.value === "live") refresh("everything");
});
