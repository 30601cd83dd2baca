import { recallCart } from "./state/cart";
import { live } from "./state/live";
import { show, startRoute } from "./state/nav";
import { loadOrders, startOrders } from "./state/orders";
import { recallPhone } from "./state/phone";
import { phase, seat, takeSeat } from "./state/seat";
import { loadHouse, loadMenu } from "./state/shop";

/** The menu and the seat are fetched side by side: reading does not wait for sitting down. */
export async function begin(): Promise<void> {
  startRoute();
  const guest = seat.value?.guestId;
  if (guest) recall();
  void loadHouse();
  void loadMenu();
  await takeSeat();
  if (seat.value?.guestId !== guest) recall();
  if (phase.value === "seated") {
    startOrders();
    live.start();
  }
  if (phase.value === "ended") {
    await loadOrders();
    show("bill");
  }
}

function recall(): void {
  recallCart();
  recallPhone();
}
