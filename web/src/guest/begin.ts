import { recallCart } from "./state/cart";
import { live } from "./state/live";
import { openSheet, route, show, startRoute } from "./state/nav";
import { loadOrders, startOrders } from "./state/orders";
import { recallPhone } from "./state/phone";
import { gateOf, joinError, phase, seat, takeSeat } from "./state/seat";
import { loadHouse, loadMenu } from "./state/shop";

const ASK_AGAIN_MS = 10_000;
let again: ReturnType<typeof setTimeout> | undefined;

/** The menu and the seat are fetched side by side: reading does not wait for sitting down. */
export async function begin(): Promise<void> {
  startRoute();
  if (seat.value) recall();
  void loadHouse();
  void loadMenu();
  await sitDown();
  if (gateOf(joinError.value) === "pin" && route.value.sheet === null) openSheet({ kind: "pin" });
}

/** With the table's PIN, where the code alone is not enough. */
export async function sitDown(pin = ""): Promise<void> {
  clearTimeout(again);
  const guest = seat.value?.guestId;
  await takeSeat(pin);
  if (seat.value?.guestId !== guest) recall();
  if (phase.value === "seated") {
    startOrders();
    live.start();
  }
  if (phase.value === "ended") {
    await loadOrders();
    show("bill");
  }
  // As soon as the staff have seated them, the page is theirs without another tap.
  if (gateOf(joinError.value) === "staff") again = setTimeout(() => void sitDown(), ASK_AGAIN_MS);
}

function recall(): void {
  recallCart();
  recallPhone();
}
