import { computed, effect, signal, untracked } from "@preact/signals";
import type { Board, Order, OrderStatus, Page, Ticket } from "../../api/schema";
import { setBoxTime } from "../../staff/clock";
import { createFeed, type Feed } from "../../staff/feed";
import { api } from "../../staff/session";
import { type Act, withActs } from "../model/acts";
import { carryOver, fromBoard, type KitchenState, reduce, takeTicket } from "../model/board";
import { type Card, cardKey, inOrder, isOpen, toCards } from "../model/card";
import { screenOf } from "../model/choice";
import { startActs, unsettled, leaving } from "./acts";
import { choice, isMine } from "./screen";

/** Counts snapshots: each time one has been read completely. */
export const readings = signal(0);

export const feed: Feed<KitchenState> = createFeed<KitchenState>({
  screen: () => screenOf(choice.peek()),
  async load(): Promise<KitchenState> {
    const [board, orders] = await Promise.all([
      api.get<Board>("/api/kitchen/board"),
      needsOrders() ? readOrders() : null,
    ]);
    setBoxTime(board.now);
    return carryOver(feed.state.peek(), fromBoard(board, orders));
  },
  reduce,
  onLoaded: () => (readings.value += 1),
});

const needsOrders = () => !["station", "counts"].includes(choice.peek().view);

const MOST_PAGES = 10;

async function readOrders(): Promise<Order[]> {
  const all: OrderStatus[] = ["CONFIRMED", "PREPARING", "READY"];
  const lists = await Promise.all(all.map(readAll));
  return lists.flat();
}

async function readAll(status: OrderStatus): Promise<Order[]> {
  const orders: Order[] = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = cursor ? `&cursor=${cursor}` : "";
    const answer = await api.get<Page<Order>>(`/api/orders?status=${status}&limit=100${more}`);
    orders.push(...answer.items);
    if (!answer.next_cursor) break;
    cursor = answer.next_cursor;
  }
  return orders;
}

const stationOrder = computed(() => (feed.state.value?.stations ?? []).map((one) => one.name));

/** The tickets as they stand, with what was just tapped here and not answered yet. */
const tickets = computed<Ticket[]>(() => {
  const state = feed.state.value;
  if (!state) return [];
  const acts = unsettled.value;
  const ghosts = leaving.value;
  const open = state.tickets.map((ticket) => withActs(ticket, acts));
  const cards = new Set(open.map(cardKey));
  // What was taken down stays for as long as that can be undone, or the rest of its card hangs.
  const down = state.bumped
    .filter((ticket) => ghosts.has(cardKey(ticket)) || cards.has(cardKey(ticket)))
    .map((ticket) => withActs(ticket, acts));
  const back = state.bumped
    .filter((ticket) => !down.some((one) => one.id === ticket.id) && isRecalled(ticket, acts))
    .map((ticket) => withActs(ticket, acts));
  return [...open, ...down, ...back];
});

const isRecalled = (ticket: Ticket, acts: readonly Act[]) =>
  acts.some((act) => act.do === "recall" && act.ticket_id === ticket.id);

/** The cards of all stations. */
export const everything = computed(() => toCards(tickets.value, stationOrder.value));

/** The cards as this screen shows them. */
export const cards = computed<Card[]>(() => {
  const { sort, stations } = choice.value;
  const mine = tickets.value.filter((ticket) => isMine(ticket.station));
  const shown = stations.length === 0 ? everything.value : toCards(mine, stationOrder.value);
  const alive = shown.filter(
    (card) => card.tickets.some((one) => one.bumped_at === null) || isWanted(card),
  );
  return alive.sort(inOrder(sort));
});

const isWanted = (card: Card) =>
  card.changes.length > 0 || leaving.value.has(card.key) || card.lines.some(isOpen);

/** How many cards wait at each station; "" counts all. */
export const waiting = computed<Record<string, number>>(() => {
  const counts: Record<string, number> = { "": 0 };
  for (const card of everything.value) {
    const open = card.tickets.filter((one) => one.bumped_at === null && one.lines.some(isOpen));
    if (open.length > 0) counts[""] = (counts[""] ?? 0) + 1;
    for (const { station } of open) counts[station] = (counts[station] ?? 0) + 1;
  }
  return counts;
});

function take(answer: unknown): void {
  if (!isTicket(answer)) return;
  feed.update((state) => takeTicket(state, answer));
}

const isTicket = (answer: unknown): answer is Ticket =>
  typeof answer === "object" && answer !== null && "station" in answer && "seq" in answer;

export function startStore(): () => void {
  startActs(take);
  feed.start();
  const stop = hearChoice();
  return () => {
    stop();
    feed.stop();
  };
}

/** The box is told anew what this screen shows, and what another view needs is read. */
function hearChoice(): () => void {
  let shown = screenOf(choice.peek());
  let whole = needsOrders();
  return effect(() => {
    const next = screenOf(choice.value);
    untracked(() => {
      const other = next !== shown;
      const missing = needsOrders() && !whole;
      shown = next;
      whole = needsOrders();
      if (other) {
        feed.stop();
        feed.start();
      }
      if (other || missing) void feed.reload();
    });
  });
}
