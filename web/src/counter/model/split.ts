import type { Order } from "../../api/schema";

/** What goes along: whole orders where all of their lines do, single lines otherwise. */
export function splitOf(
  orders: Order[],
  chosen: ReadonlySet<string>,
): { order_ids: string[]; line_ids: string[] } {
  const live = (order: Order) => order.lines.filter((line) => line.status !== "VOIDED");
  const whole = orders.filter(
    (order) => live(order).length > 0 && live(order).every((line) => chosen.has(line.id)),
  );
  const rest = orders.filter((order) => !whole.includes(order));
  return {
    order_ids: whole.map((order) => order.id),
    line_ids: rest
      .flatMap(live)
      .map((line) => line.id)
      .filter((id) => chosen.has(id)),
  };
}
