import type { Order } from "../../api/schema";
import { toast } from "../../look";
import { createHold } from "../../staff/hold";
import { api } from "../../staff/session";
import { readyLines } from "../model/courses";
import { attempt, takeOrder } from "./acts";

export interface Serving {
  order: Order;
  lines: string[];
}

const UNDO_MS = 4_000;
const serving = createHold<Serving>(UNDO_MS, ({ order, lines }) => {
  void attempt(
    `serve-${order.id}-${lines.join()}`,
    () => api.post<Order>(`/api/orders/${order.id}/serve`, { line_ids: lines }),
    takeOrder,
  );
});

/** The lines that are as good as served. */
export const isBeingServed = (lineId: string): boolean =>
  serving.held.value.some((one) => one.lines.includes(lineId));

/** There is no way back from "served" in the books, so it waits a moment before it is sent. */
export function serve(
  order: Order,
  lines: string[] = readyLines(order).map((one) => one.id),
): void {
  const fresh = lines.filter((id) => !isBeingServed(id));
  if (fresh.length === 0) return;
  const one = { order, lines: fresh };
  serving.add(one);
  const names = order.lines.filter((line) => fresh.includes(line.id)).map((line) => line.name);
  const what = names.length === 1 ? names[0] : `Order ${order.number}`;
  toast(`${what} served at table ${order.table_name}`, {
    ms: UNDO_MS,
    undo: () => {
      if (!serving.undo(one)) toast("Too late: it is marked as served.", { bad: true });
    },
  });
}
