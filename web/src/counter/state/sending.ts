import { computed, signal } from "@preact/signals";
import type { Bill, CashPaid, Order, OrderItemRequest, PlaceOrderRequest } from "../../api/schema";
import { createOutbox } from "../../app/outbox";
import { keep } from "../../app/keep";
import { newUuid } from "../../app/ids";
import { formatMoney, toast } from "../../look";
import { api } from "../../staff/session";
import { type Basket, toItems } from "../model/basket";
import { tallied, type Tally } from "../model/favourites";
import { seat, withBill, withOrder } from "../model/state";
import { readBill } from "./acts";
import { feed } from "./store";
import { where } from "./where";

/** What must reach the box exactly once: orders and money. Each keeps its key until answered. */
const outbox = createOutbox(api, "counter");

type Baskets = Record<string, Basket>;
const baskets = signal<Baskets>(upToDate(keep.get<Baskets>("counter.baskets", {})));
/** Cash just taken, by table: the big result stays until somebody has seen it. */
export const paid = signal<Record<string, CashPaid>>({});

export const sendingOrders = computed(() =>
  outbox.pending.value
    .filter((one) => one.kind === "order")
    .map((one) => ({ key: one.key, ...(one.body as PlaceOrderRequest) })),
);
export const sendingCash = computed(
  () =>
    new Set(
      outbox.pending.value
        .filter((one) => one.kind === "cash")
        .map((one) => one.path.split("/")[3] ?? ""),
    ),
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

export function payCash(bill: Bill, received: number): void {
  if (sendingCash.value.has(bill.id)) return;
  const path = `/api/payments/${bill.id}/cash`;
  outbox.send("cash", "PATCH", path, { amount_received_paise: received });
}

export function forgetPaid(tableId: string): void {
  const { [tableId]: _seen, ...others } = paid.value;
  paid.value = others;
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
  outbox.handle<CashPaid>("cash", {
    done(answer) {
      const { bill } = answer;
      paid.value = { ...paid.value, [bill.table_id]: answer };
      feed.update((state) => {
        const sitting = state.tables.find((table) => table.id === bill.table_id)?.sitting;
        const closed =
          sitting?.id === bill.sitting_id
            ? seat(state, { ...sitting, closed_at: bill.paid_at ?? sitting.opened_at })
            : state;
        return withBill(closed, bill);
      });
      // It was answered after somebody went elsewhere, perhaps after a reload.
      const here = where.value;
      if (here.at !== "cash" || here.table !== bill.table_id) {
        toast(`Table ${bill.table_name} is paid: change ${formatMoney(answer.change_paise)}`);
      }
    },
    failed(error, pending) {
      const id = pending.path.split("/")[3];
      const bill = feed.state.value?.bills.find((one) => one.id === id);
      toast(`No money was booked: ${error.message}`, { bad: true });
      if (bill) void readBill(bill.sitting_id);
    },
  });
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
