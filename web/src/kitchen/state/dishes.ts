import { signal } from "@preact/signals";
import type { Menu, MenuItem, Order } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { tell } from "../sheets/words";
import { say } from "../words";

export const menu = signal<Menu | null>(null);
export const problem = signal("");

export async function readMenu(): Promise<void> {
  problem.value = "";
  try {
    menu.value = await api.get<Menu>("/api/menu/items");
  } catch (error) {
    problem.value = asApiError(error).message;
  }
}

/** What can be said about a dish or one of its sizes. */
export interface Stock {
  is_available?: boolean;
  left?: number | null;
  variant_id?: string;
}

export async function setStock(dish: MenuItem, stock: Stock): Promise<void> {
  const size = dish.variants.find((one) => one.id === stock.variant_id)?.name;
  const what = size ? `${dish.name} ${size}` : dish.name;
  try {
    put(await api.patch<MenuItem>(`/api/menu/items/${dish.id}/availability`, stock));
  } catch (error) {
    toast(say("notDone", asApiError(error).message), { bad: true });
    return;
  }
  const { variant_id } = stock;
  const size_of = variant_id ? { variant_id } : {};
  const back = () => void setStock(dish, { is_available: true, ...size_of });
  if (stock.is_available) toast(tell("isBack", what));
  else if (typeof stock.left === "number" && stock.left > 0) {
    toast(tell("isCounted", what, stock.left), { undo: back });
  } else toast(tell("isOut", what), { undo: back });
}

function put(dish: MenuItem): void {
  const known = menu.value;
  if (!known) return;
  menu.value = { ...known, items: known.items.map((one) => (one.id === dish.id ? dish : one)) };
}

/** A ticket names its dish in words; the order knows which one on the menu it was. */
export async function dishOf(orderId: string, lineId: string): Promise<MenuItem | null> {
  const [order] = await Promise.all([
    api.get<Order>(`/api/orders/${orderId}`),
    menu.peek() ? undefined : readMenu(),
  ]);
  const line = order.lines.find((one) => one.id === lineId);
  return menu.peek()?.items.find((one) => one.id === line?.menu_item_id) ?? null;
}
