import type { Board, Order, Ticket } from "../../api/schema";
import { api } from "../../staff/session";
import { attempt, takeOrder } from "./acts";
import { withManager } from "./agree";
import { feed } from "./store";

/** Tells the kitchen to cook a course that waited. The course is named: a repeat fires no other. */
export const fire = (order: Order, course: number) =>
  attempt(
    `fire-${order.id}`,
    () => api.post<Order>(`/api/orders/${order.id}/fire`, { course }),
    takeOrder,
  );

/** A course that waits fires by itself after so many minutes; null: only when somebody says. */
export const hold = (order: Order, course: number, minutes: number | null) =>
  attempt(
    `hold-${order.id}-${course}`,
    () => api.post<Order>(`/api/orders/${order.id}/hold`, { course, minutes }),
    takeOrder,
  );

export interface LineChange {
  quantity?: number;
  special_instructions?: string;
  course?: number;
  seat?: number | null;
  reason?: string;
}

export const changeLine = (order: Order, lineId: string, change: LineChange) =>
  attempt(
    `line-${lineId}`,
    () =>
      withManager((agreed) =>
        api.patch<Order>(`/api/orders/${order.id}/lines/${lineId}`, change, { agreed }),
      ),
    takeOrder,
  );

/** The whole ticket, to be printed where no screen has drawn it. */
export async function readTicket(station: string, id: string): Promise<Ticket | null> {
  const path = `/api/kitchen/board?station=${encodeURIComponent(station)}`;
  const board = await api.get<Board>(path);
  return board.tickets.find((one) => one.id === id) ?? null;
}

/** It lies on paper in the kitchen: that counts as seen. */
export const markPrinted = (ticketId: string) =>
  attempt(
    `printed-${ticketId}`,
    () => api.post<Ticket>(`/api/kitchen/tickets/${ticketId}/printed`),
    () =>
      feed.update((state) =>
        state.delivery
          ? {
              ...state,
              delivery: {
                ...state.delivery,
                unseen: state.delivery.unseen.filter((one) => one.ticket_id !== ticketId),
              },
            }
          : state,
      ),
  );
