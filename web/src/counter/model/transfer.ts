import type { Bill } from "../../api/schema";
import type { Tile } from "./floor";

/** How many portions of which lines go. */
export type Going = ReadonlyMap<string, number>;

/** What was put on the bill without an order stays with it. */
export const movable = (bill: Bill) => bill.lines.filter((line) => line.order_id !== null);

export function linesOf(bill: Bill, going: Going): { line_id: string; quantity: number }[] {
  return movable(bill)
    .map((line) => ({
      line_id: line.line_id,
      quantity: Math.min(going.get(line.line_id) ?? 0, line.quantity),
    }))
    .filter((one) => one.quantity > 0);
}

export const countOf = (bill: Bill, going: Going) =>
  linesOf(bill, going).reduce((sum, one) => sum + one.quantity, 0);

/** A table whose own bill is open; one that was joined to another has its bill there. */
export function takes(tile: Tile, from: Bill): boolean {
  const { sitting } = tile.table;
  return (
    sitting !== null &&
    sitting.closed_at === null &&
    sitting.merged_into === null &&
    sitting.bill_id !== from.id &&
    tile.state !== "paid"
  );
}

/** What the counter can see that stands in the way, by the name the box has for it. */
export function hindrance(bill: Bill): string {
  if (bill.state === "PAID" || bill.paid_paise > 0) return "bill_paid";
  if (bill.parts.length > 0) return "bill_shared";
  if (bill.discount) return "bill_discounted";
  return "";
}

const WHY: Record<string, string> = {
  bill_paid: "Money has been taken on one of the two bills, so both stay as they are.",
  bill_shared: "One of the two bills is shared out. Make it one bill again first.",
  bill_discounted:
    "One of the two bills has a discount on the whole, or packing on it. Take that off first; it can be given again after.",
  orders_pending: "An order still waits for a yes or no. Answer it first.",
  change_unconfirmed: "A change waits to be confirmed. Confirm it first.",
  sitting_closed: "The guests of one of the two tables have left.",
  no_bill: "That table’s bill is paid at another table now. Choose that one.",
  invalid_value: "Something was called off or taken along meanwhile. Choose again.",
  not_found: "Something was called off or taken along meanwhile. Choose again.",
  limit_reached: "There are too many orders on that bill already.",
};

/** Why nothing was moved, in words somebody can act on. */
export const whyNot = (code: string, message: string) => WHY[code] ?? message;
