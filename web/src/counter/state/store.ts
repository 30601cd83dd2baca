import { computed, signal } from "@preact/signals";
import type {
  Bill,
  Cart,
  Code,
  Delivery,
  Floor,
  Menu,
  Order,
  Page,
  Payment,
  PublicHouse,
  Refund,
  Table,
} from "../../api/schema";
import type { LiveMessage } from "../../app/live";
import { now } from "../../staff/clock";
import { createFeed } from "../../staff/feed";
import { api, MANAGERS, may, TILL } from "../../staff/session";
import { kitchenAlarms } from "../model/alarms";
import { billOfSitting, floorTiles, leaderOf, partyOrders } from "../model/floor";
import { type CounterState, reduce, withBill } from "../model/state";
import { hear, hearAlarms, stopRinging } from "./ears";

const MOST_PAGES = 10;

export const feed = createFeed<CounterState>({
  screen: "counter",
  load,
  reduce,
  onMessage: (message) => {
    follow(message);
    hear(feed.state.value);
  },
  onLoaded: (state) => {
    hear(state);
    readTill();
    void readTables(state.tables);
  },
});

async function load(): Promise<CounterState> {
  const [floor, orders, open, paid, codes, house, menu, delivery] = await Promise.all([
    api.get<Floor>("/api/tables"),
    all<Order>("/api/orders?open=true"),
    all<Bill>("/api/bills?state=OPEN"),
    api.get<Page<Bill>>("/api/bills?state=PAID&limit=20"),
    api.get<{ items: Code[] }>("/api/auth/codes"),
    api.get<PublicHouse>("/api/house"),
    api.get<Menu>("/api/menu/items"),
    api.get<Delivery>("/api/kitchen/delivery"),
  ]);
  const { warn_minutes, late_minutes } = house;
  const bills = [...open, ...paid.items];
  const carts = feed.state.value?.carts ?? {};
  const late = { warn_minutes, late_minutes };
  return { ...floor, orders, bills, codes: codes.items, carts, ...late, menu, delivery };
}

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await api.get<Page<T>>(`${path}&limit=100${cursor}`);
    items.push(...answer.items);
    if (!answer.next_cursor) break;
    cursor = `&cursor=${encodeURIComponent(answer.next_cursor)}`;
  }
  return items;
}

/** Some messages only say that something changed: it is read again. */
function follow(message: LiveMessage): void {
  switch (message.type) {
    case "menu":
      return read(
        () => api.get<Menu>("/api/menu/items"),
        (state, menu) => ({ ...state, menu }),
      );
    case "tables":
      return read(
        () => api.get<Floor>("/api/tables"),
        (state, floor) => ({ ...state, ...floor }),
      );
    case "codes":
      return readCodes();
    case "cart":
      void readCart(message.data.sitting_id);
      return;
    case "bill":
      if (touchesTill(message.data)) readTill();
  }
}

/** What money still needs somebody: owed back, or not yet found in the bank's list. */
export interface Till {
  refunds: Refund[];
  unverified: Payment[];
}
export const till = signal<Till | null>(null);

export function readTill(): void {
  if (!may(...TILL)) return;
  Promise.all([
    api.get<{ items: Refund[] }>("/api/refunds"),
    api.get<{ items: Payment[] }>("/api/payments/unverified"),
  ]).then(
    ([refunds, unverified]) => {
      till.value = { refunds: refunds.items, unverified: unverified.items };
    },
    () => undefined,
  );
  if (!may(...MANAGERS)) return;
  read(
    () => api.get<Page<Bill>>("/api/bills/due-again?limit=100"),
    (state, { items }) => items.reduce(withBill, state),
  );
}

function touchesTill(bill: Bill): boolean {
  const listed = [...(till.value?.refunds ?? []), ...(till.value?.unverified ?? [])];
  return (
    bill.refunds.length > 0 ||
    bill.payments.some((one) => one.state === "UNVERIFIED") ||
    listed.some((one) => one.bill_id === bill.id)
  );
}

export function readBillById(id: string): void {
  read(() => api.get<Bill>(`/api/bills/${id}`), withBill);
}

export function readCodes(): void {
  read(
    () => api.get<{ items: Code[] }>("/api/auth/codes"),
    (state, { items }) => ({ ...state, codes: items }),
  );
}

function read<T>(ask: () => Promise<T>, put: (state: CounterState, answer: T) => CounterState) {
  // When it fails the connection is down as well: the next reset reads everything.
  ask().then(
    (answer) => feed.update((state) => put(state, answer)),
    () => undefined,
  );
}

/** What the snapshot's lists do not have: carts, and bills that nobody has touched yet. */
async function readTables(tables: Table[]): Promise<void> {
  for (const table of tables) {
    if (!table.sitting) continue;
    if (ordersOf(table).length > 0 && !billOf(table)) {
      await api.get<Bill>(`/api/sittings/${table.sitting.id}/bill`).then(
        (bill) => feed.update((state) => withBill(state, bill)),
        () => undefined,
      );
    }
    await readCart(table.sitting.id);
  }
}

async function readCart(sittingId: string): Promise<void> {
  const table = feed.state.value?.tables.find((one) => one.sitting?.id === sittingId);
  if (!table) return;
  try {
    const cart = await api.get<Cart>(`/api/cart?table_id=${table.id}`);
    feed.update((state) => {
      return { ...state, carts: { ...state.carts, [sittingId]: cart.lines.length } };
    });
  } catch {
    // The tile then says "Seated" instead of "Choosing".
  }
}

export const tiles = computed(() => {
  const state = feed.state.value;
  return state ? floorTiles(state, now.value) : [];
});

export function tableOf(id: string): Table | undefined {
  return feed.state.value?.tables.find((one) => one.id === id);
}

/** What the table's present party has ordered, the newest first. */
export function ordersOf(table: Table): Order[] {
  const state = feed.state.value;
  if (!state || !table.sitting) return [];
  return partyOrders(state, table.sitting).sort((a, b) => (a.placed_at < b.placed_at ? 1 : -1));
}

/** The one bill of the party; at a joined table, that of the table which leads. */
export function billOf(table: Table): Bill | undefined {
  const state = feed.state.value;
  if (!state || !table.sitting) return undefined;
  return billOfSitting(state, leaderOf(state, table.sitting));
}

/** The table whose bill counts: its own, or the one it was joined to. */
export function leadingTable(table: Table): Table {
  const state = feed.state.value;
  if (!state || !table.sitting) return table;
  return tableOf(leaderOf(state, table.sitting).table_id) ?? table;
}

export function lastPaidBill(tableId: string): Bill | undefined {
  const paid = (feed.state.value?.bills ?? []).filter(
    (bill) => bill.table_id === tableId && bill.paid_at !== null,
  );
  return paid.sort((a, b) => ((a.paid_at ?? "") < (b.paid_at ?? "") ? 1 : -1))[0];
}

export function startStore(): () => void {
  feed.start();
  const watch = now.subscribe((time) => {
    const state = feed.state.peek();
    if (state) hearAlarms(kitchenAlarms(state, time).map((one) => one.order_id));
  });
  return () => {
    watch();
    feed.stop();
    stopRinging();
  };
}
