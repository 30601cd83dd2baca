import type { Bill, Days, Drawer, Mismatch, Order, Page, Payment, Refund } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";
import { waitingPrints } from "../printers/store";
import type { Loose } from "./ready";

export interface Books extends Loose {
  days: Days;
}

const PAGE = 100;
const MOST_PAGES = 5;

/** The days, and what nobody has finished with yet: both are needed to say what can be closed. */
export const books = createLoaded<Books>(async () => {
  const [days, orders, bills, drawers, refunds, payments, mismatches, prints] = await Promise.all([
    api.get<Days>("/api/days?limit=31"),
    all<Order>("/api/orders?open=true"),
    all<Bill>("/api/bills?state=OPEN"),
    all<Drawer>("/api/drawers?open=true"),
    api.get<{ items: Refund[] }>("/api/refunds"),
    api.get<{ items: Payment[] }>("/api/payments/unverified"),
    api.get<{ items: Mismatch[] }>("/api/payments/mismatches"),
    waitingPrints(),
  ]);
  return {
    days,
    orders,
    bills,
    drawers,
    refunds: refunds.items,
    payments: payments.items,
    mismatches: mismatches.items,
    prints,
  };
}, ["bill", "order", "sitting"]);

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await api.get<Page<T>>(`${path}&limit=${PAGE}${cursor}`);
    items.push(...answer.items);
    if (!answer.next_cursor) break;
    cursor = `&cursor=${encodeURIComponent(answer.next_cursor)}`;
  }
  return items;
}
