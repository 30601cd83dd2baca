import { recallCart } from "./state/cart";
import { live } from "./state/live";
import { show, startRoute } from "./state/nav";
import { loadOrders, startOrders } from "./state/orders";
import { phase, seat, takeSeat } from "./state/seat";
import { loadHouse, loadMenu } from "./state/shop";

/** The menu and the seat are fetched side by side: reading does not wait for sitting down. */
export async function begin(): Promise<void> {
  startRoute();
  if (seat.value) recallCart();
  void loadHouse();
  const [, guest] = [loadMenu(), seat.value?.guestId];
  await takeSeat();
  if (phase.value === "seated") {
    if (seat.value?.guestId !== guest) recallCart();
    startOrders();
    live.start();
  }
  if (phase.value === "ended") {
    await loadOrders();
    show("bill");
  }
}
