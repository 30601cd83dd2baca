import { computed, effect, signal } from "@preact/signals";
import type { Bill, Order, Page, PlaceOrderRequest, Quote } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { merge } from "../../app/live";
import { createOutbox, type Outbox, type Pending } from "../../app/outbox";
import { clearToasts, toast } from "../../look";
import { t } from "../words";
import { held, linesOrdered, loadCart, sync, takeOffDish } from "./cart";
import { openSheet, show } from "./nav";
import { forgetPhone } from "./phone";
import { api, phase, seat } from "./seat";
import { loadMenu, markSoldOut } from "./shop";

export const orders = signal<Order[]>([]);
export const bill = signal<Bill | null>(null);
/** True once the box has told about orders and bill, so that "nothing yet" is never a guess. */
export const told = signal(false);

const outbox = signal<Outbox | null>(null);
/** The order on its way, if there is one. */
export const placing = computed<Pending | null>(
  () => outbox.value?.pending.value.find((one) => one.kind === "order") ?? null,
);

effect(() => {
  held.value = placing.value !== null;
  if (!held.value) void sync();
});

/** What stands between the guest and the order; each asks for a decision. */
export type Trouble =
  | { kind: "price"; before: number; quote: Quote; request: PlaceOrderRequest }
  | { kind: "sold_out"; itemId: string; name: string }
  | { kind: "failed"; text: string };
export const trouble = signal<Trouble | null>(null);

/** Call once seated: goes on with an order that was half sent when the page was closed. */
export function startOrders(): void {
  const box = createOutbox(api, seat.value?.guestId ?? "");
  box.handle<Order>("order", { done: placed, failed: notPlaced });
  outbox.value = box;
  box.resume();
}

export function placeOrder(wholeTable: boolean, quote: Quote): void {
  const request: PlaceOrderRequest = { expected_total_paise: quote.total_paise };
  if (wholeTable) request.whole_table = true;
  send(request);
}

export function send(request: PlaceOrderRequest): void {
  if (placing.value) return;
  trouble.value = null;
  outbox.value?.send("order", "POST", "/api/orders", request);
}

function placed(order: Order, pending: Pending): void {
  orders.value = merge(orders.value, order);
  linesOrdered((pending.body as PlaceOrderRequest).whole_table === true);
  clearToasts();
  toast(order.status === "PENDING" ? t("sentWaiting") : t("sent"));
  show("orders");
}

function notPlaced(error: ApiError, pending: Pending): void {
  const request = pending.body as PlaceOrderRequest;
  const { details } = error;
  void loadCart();
  switch (error.code) {
    case "price_changed":
      void loadMenu();
      trouble.value = {
        kind: "price",
        before: request.expected_total_paise ?? 0,
        quote: details.quote as Quote,
        request,
      };
      return;
    case "sold_out":
      void loadMenu();
      markSoldOut(String(details.menu_item_id));
      trouble.value = {
        kind: "sold_out",
        itemId: String(details.menu_item_id),
        name: String(details.name ?? ""),
      };
      return;
    case "phone_required":
      forgetPhone();
      openSheet({ kind: "phone" });
      return;
    case "sitting_closed":
      phase.value = "ended";
      return;
    default:
      trouble.value = { kind: "failed", text: words(error) };
  }
}

function words(error: ApiError): string {
  if (error.code === "expired") return t("expired");
  if (error.code === "box_fenced") return t("boxFenced");
  if (error.code === "invalid_choice" || error.code === "empty_order") return t("invalidChoice");
  return t("tryAgain");
}

export function takeOffSoldOut(itemId: string): void {
  takeOffDish(itemId);
  trouble.value = null;
}

export async function loadOrders(): Promise<void> {
  const id = seat.value?.sittingId;
  if (!id) return;
  try {
    const [page, current] = await Promise.all([
      api.get<Page<Order>>(`/api/orders?sitting=${id}&limit=100`),
      api.get<Bill>(`/api/sittings/${id}/bill`).catch((problem: unknown) => {
        if (asApiError(problem).status === 404) return null;
        throw problem;
      }),
    ]);
    for (const order of page.items) orders.value = merge(orders.value, order);
    if (current) billChanged(current);
    told.value = true;
  } catch {
    // Stays as old as the banner says.
  }
}

export function orderChanged(order: Order): void {
  const before = orders.value.find((one) => one.id === order.id);
  orders.value = merge(orders.value, order);
  if (before && before.status !== "READY" && order.status === "READY") {
    clearToasts();
    toast(t("readyToast", order.number));
    // Only some phones can, and only after they have been touched.
    if (typeof navigator.vibrate === "function") navigator.vibrate(200);
  }
}

export function billChanged(next: Bill): void {
  if (bill.value && bill.value.id === next.id && bill.value.version > next.version) return;
  const paidNow = next.state === "PAID" && bill.value?.state === "OPEN";
  bill.value = next;
  if (paidNow) show("bill");
}

export async function cancelOrder(order: Order): Promise<void> {
  try {
    orderChanged(await api.post<Order>(`/api/orders/${order.id}/cancel`, { reason: "" }));
  } catch (problem) {
    toast(asApiError(problem).uncertain ? t("tryAgain") : t("cancelLate"), { bad: true });
  }
}

/** Within its grace time; "late" when the kitchen has it already. */
export async function takeBack(order: Order): Promise<"yes" | "late" | "unknown"> {
  try {
    orderChanged(await api.post<Order>(`/api/orders/${order.id}/cancel`, { reason: "" }));
    return "yes";
  } catch (problem) {
    return asApiError(problem).uncertain ? "unknown" : "late";
  }
}
