import { computed, signal } from "@preact/signals";
import type { Drawer } from "../../api/schema";
import { toast } from "../../look";
import { api, may, session, TILL } from "../../staff/session";
import { outbox } from "./outbox";

/** Open drawers: all of them for a manager, a cashier's own. Null until the box has told. */
export const drawers = signal<Drawer[] | null>(null);
/** Just counted: what there should have been is said only now. */
export const counted = signal<Drawer | null>(null);

export const mine = computed(() =>
  (drawers.value ?? []).find((one) => one.staff_id === session.value?.staff.id),
);

/** Something about a drawer is on its way; it is kept until the box has answered. */
export const sendingDrawer = computed(() =>
  outbox.pending.value.some((one) => one.kind === "drawer"),
);

export function readDrawers(): void {
  if (!may(...TILL)) return;
  list().then(
    (items) => (drawers.value = items),
    () => undefined,
  );
}

/** The list has no entries: one's own is read with them. */
async function list(): Promise<Drawer[]> {
  const { items } = await api.get<{ items: Drawer[] }>("/api/drawers?open=true&limit=100");
  const own = items.find((one) => one.staff_id === session.value?.staff.id);
  if (!own) return items;
  const whole = await api.get<Drawer>(`/api/drawers/${own.id}`);
  return items.map((one) => (one === own ? whole : one));
}

function send(path: string, body: object): void {
  if (!sendingDrawer.value) outbox.send("drawer", "POST", path, body);
}

export const openDrawer = (float: number) => send("/api/drawers", { float_paise: float });

export const moveCash = (drawer: Drawer, kind: "IN" | "OUT", amount: number, reason: string) =>
  send(`/api/drawers/${drawer.id}/moves`, { kind, amount_paise: amount, reason });

export const countDrawer = (drawer: Drawer, counts: Record<string, number>) =>
  send(`/api/drawers/${drawer.id}/close`, { counts });

/** Call before the outbox resumes what was left. */
export function handleDrawer(): void {
  outbox.handle<Drawer>("drawer", {
    done(drawer) {
      if (drawer.closed_at) counted.value = drawer;
      readDrawers();
    },
    failed(error) {
      toast(`Nothing was booked: ${error.message}`, { bad: true });
      readDrawers();
    },
  });
}
