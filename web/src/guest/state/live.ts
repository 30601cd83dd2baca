import type { Sitting } from "../../api/schema";
import { createLive, type LiveMessage } from "../../app/live";
import { setBoxTime } from "../../staff/clock";
import { callChanged } from "./calls";
import { loadCart, sync } from "./cart";
import { billChanged, loadOrders, orderChanged } from "./orders";
import { api, phase, seat, sittingChanged } from "./seat";
import { loadMenu, menu } from "./shop";

export const live = createLive({
  token: () => seat.value?.token ?? null,
  screen: "guest",
  onMessage: receive,
  onReset: refetch,
  onTime: setBoxTime,
  onRefused: () => {
    phase.value = "ended";
  },
});

// Back from a dead spot: what was waiting goes now, not at the next try.
live.state.subscribe((state) => {
  if (state === "live") void sync();
});

function receive(message: LiveMessage): void {
  switch (message.type) {
    case "order":
      return orderChanged(message.data);
    case "bill":
      return billChanged(message.data);
    case "sitting":
      return sittingChanged(message.data);
    case "call":
      return callChanged(message.data);
    case "cart":
      return void loadCart();
    case "menu":
      if (message.data.revision !== menu.value?.revision) void loadMenu();
  }
}

function refetch(): void {
  void loadMenu();
  void loadCart();
  void loadOrders();
  api.get<Sitting>("/api/sittings/mine").then(sittingChanged, () => undefined);
}
