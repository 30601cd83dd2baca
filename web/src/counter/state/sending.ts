import { computed, signal } from "@preact/signals";
import type { Order, OrderItemRequest, PlaceOrderRequest } from "../../api/schema";
import { keep } from "../../app/keep";
import { newUuid } from "../../app/ids";
import { toast } from "../../look";
import { type Basket, toItems } from "../model/basket";
import { tallied, type Tally } from "../model/favourites";
import { withOrder } from "../model/state";
import { outbox } from "./outbox";
import { handleDrawer } from "./drawer";
import { handlePayments } from "./paying";
import { feed } from "./store";

type Baskets = Record<string, Basket>;
const baskets = signal<Baskets>(upToDate(keep.get<Baskets>("counter.baskets", {})));
export const sendingOrders = computed(() =>
  outbox.pending.value
    .filter((one) => one.kind === "order")
    .map((one) => ({ key: one.key, ...(one.body as PlaceOrderRequest) })),
);
/** What is sent most from this device, for whoever takes orders with it. */
export const tally = signal<Tally>(keep.get<Tally>("counter.tally", {}));

function count(items: OrderItemRequest[]): void {
  const dishes = items.map((one) => ({ id: one.menu_item_id, quantity: one.quantity }));
  tally.value = tallied(tally.value, dishes);
  keep.set("counter.tally", tally.value);
}

export const basketOf = (tableId: string): Basket => baskets.value[tableId] ?? [];

export function setBasket(tableId: string, basket: Basket): void {
  const { [tableId]: _old, ...others } = baskets.value;
  baskets.value = basket.length > 0 ? { ...others, [tableId]: basket } : others;
  keep.set("counter.baskets", baskets.value);
}

/** `hold`: the kitchen is told of nothing until somebody fires it. */
export function sendOrder(tableId: string, notes: string, hold: boolean): void {
  const items = toItems(basketOf(tableId));
  if (items.length === 0) return;
  const body: PlaceOrderRequest = {
    table_id: tableId,
    items,
    ...(notes ? { notes } : {}),
    ...(hold ? { hold } : {}),
  };
  setBasket(tableId, []);
  count(items);
  outbox.send("order", "POST", "/api/orders", body);
}

export function startSending(): void {
  outbox.handle<Order>("order", {
    done(order) {
      feed.update((state) => withOrder(state, order));
      const waits = order.lines.every((line) => line.status === "QUEUED");
      toast(waits ? `Order ${order.number} waits` : `Order ${order.number} is with the kitchen`);
    },
    failed(error, pending) {
      const body = pending.body as PlaceOrderRequest;
      const tableId = body.table_id ?? "";
      setBasket(tableId, [...basketOf(tableId), ...fromItems(body.items ?? [])]);
      toast(`Not sent: ${error.message} It is back in the basket.`, { bad: true });
    },
  });
  handlePayments();
  handleDrawer();
  outbox.resume();
}

function fromItems(items: OrderItemRequest[]): Basket {
  return items.map((item) => ({
    id: newUuid(),
    menu_item_id: item.menu_item_id,
    variant_id: item.variant_id ?? null,
    modifiers: item.modifiers,
    quantity: item.quantity,
    note: item.special_instructions ?? "",
    course: item.course ?? 1,
    seat: item.seat ?? null,
  }));
}

/** What a device kept from before lines had courses and seats. */
function upToDate(kept: Baskets): Baskets {
  const fill = (line: Basket[number]) => ({
    ...line,
    course: line.course ?? 1,
    seat: line.seat ?? null,
  });
  return Object.fromEntries(Object.entries(kept).map(([id, lines]) => [id, lines.map(fill)]));
}
