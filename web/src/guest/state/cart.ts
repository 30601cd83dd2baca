import { computed, signal } from "@preact/signals";
import type { Cart, CartItemRequest } from "../../api/schema";
import { type ApiError, asApiError, backoff } from "../../app/api";
import { newUuid } from "../../app/ids";
import { keep } from "../../app/keep";
import { clearToasts, toast } from "../../look";
import { type Changes, overlay, requestOf, sameLine, type ShownLine } from "../model/cart";
import { MOST } from "../model/choice";
import { t } from "../words";
import { api, me, phase, seat } from "./seat";
import { loadMenu, markSoldOut, menu } from "./shop";

const changesSlot = () => `changes.${seat.value?.guestId ?? ""}`;
const cartSlot = () => `cart.${seat.value?.guestId ?? ""}`;

export const cart = signal<Cart | null>(null);
export const changes = signal<Changes>({});

export const lines = computed<ShownLine[]>(() =>
  menu.value ? overlay(cart.value, changes.value, menu.value, me()) : [],
);
export const myLines = computed(() => lines.value.filter((line) => line.mine));
export const otherLines = computed(() => lines.value.filter((line) => !line.mine));
/** All changes are answered: the quote of the box is about what is on the screen. */
export const settled = computed(
  () => cart.value !== null && Object.keys(changes.value).length === 0,
);

let asked = 0;
let applied = 0;

/** Answers may overtake each other; the one asked for last wins. */
async function take(asking: Promise<Cart>): Promise<void> {
  const mine = ++asked;
  const answer = await asking;
  if (mine < applied) return;
  applied = mine;
  cart.value = answer;
  keep.set(cartSlot(), answer);
}

/** What this phone remembers, before the box has said anything. */
export function recallCart(): void {
  cart.value = keep.get<Cart | null>(cartSlot(), null);
  changes.value = keep.get<Changes>(changesSlot(), {});
}

export async function loadCart(): Promise<void> {
  try {
    await take(api.get<Cart>("/api/cart"));
  } catch {
    // The banner says how old the page is; the next heartbeat asks again.
  }
  void sync();
}

function setChanges(next: Changes): void {
  changes.value = next;
  keep.set(changesSlot(), next);
}

function change(lineId: string, request: CartItemRequest | null): void {
  setChanges({ ...changes.value, [lineId]: request });
  void sync();
}

export type NewLine = Omit<CartItemRequest, "line_id">;

/** Adds and says so, with a way back. */
export function addDish(wish: NewLine, name: string): void {
  const undo = addLine(wish);
  clearToasts();
  toast(t("added", name), { undo });
}

/** Adds, or makes two of one; gives back a way to undo. */
function addLine(wish: NewLine): () => void {
  const ask = { ...wish, line_id: newUuid() };
  const same = sameLine(lines.value, ask);
  if (!same) {
    change(ask.line_id, ask);
    return () => change(ask.line_id, null);
  }
  const before = same.quantity;
  change(same.line_id, requestOf(same, Math.min(MOST, before + ask.quantity)));
  return () => change(same.line_id, requestOf(same, before));
}

export function setQuantity(line: ShownLine, quantity: number): void {
  if (quantity > 0) change(line.line_id, requestOf(line, Math.min(MOST, quantity)));
  else {
    change(line.line_id, null);
    toast(t("removed", line.name), { undo: () => change(line.line_id, requestOf(line)) });
  }
}

export function editLine(lineId: string, wish: NewLine): void {
  change(lineId, { ...wish, line_id: lineId });
}

export function takeOffDish(itemId: string): void {
  for (const line of myLines.value) {
    if (line.menu_item_id === itemId) change(line.line_id, null);
  }
}

/** An order has taken these lines along. */
export function linesOrdered(wholeTable: boolean): void {
  if (cart.value) {
    const left = cart.value.lines.filter((line) => !wholeTable && !line.mine);
    cart.value = { ...cart.value, lines: left };
  }
  void loadCart();
}

/** An order is on its way: it takes the cart as it was shown, so changes wait until it is there. */
export const held = signal(false);

let working = false;
let failures = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Sends the changes one after the other; a dropped connection only delays them. */
export async function sync(): Promise<void> {
  if (working || held.value || phase.value !== "seated") return;
  working = true;
  clearTimeout(retry);
  try {
    for (let next = first(); next && !held.value; next = first()) {
      await send(next.id, next.request);
      failures = 0;
    }
  } catch {
    retry = setTimeout(() => void sync(), backoff(failures));
    failures += 1;
  } finally {
    working = false;
  }
}

function first(): { id: string; request: CartItemRequest | null } | null {
  const id = Object.keys(changes.value)[0];
  return id === undefined ? null : { id, request: changes.value[id] ?? null };
}

async function send(id: string, request: CartItemRequest | null): Promise<void> {
  try {
    const once = { tries: 1 };
    const path = `/api/cart/items/${encodeURIComponent(id)}`;
    const asking = request
      ? api.put<Cart>("/api/cart/items", request, once)
      : api.del<Cart>(path, once);
    await take(asking);
  } catch (problem) {
    const error = asApiError(problem);
    if (error.uncertain || error.status === 429) throw error;
    refused(error, request);
  }
  // Meanwhile it may have been changed again: then the newer change stays.
  if ((changes.value[id] ?? null) !== request) return;
  const rest = { ...changes.value };
  delete rest[id];
  setChanges(rest);
}

function refused(error: ApiError, request: CartItemRequest | null): void {
  if (error.code === "sold_out" && request) {
    markSoldOut(request.menu_item_id);
    toast(t("gone"), { bad: true });
  } else if (error.code === "sitting_closed") phase.value = "ended";
  else if (request) toast(t("invalidChoice"), { bad: true });
  void loadMenu();
}
