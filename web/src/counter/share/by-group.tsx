import { useEffect } from "preact/hooks";
import type { Order, OrderLine } from "../../api/schema";
import { Empty } from "../../look";
import { groups } from "../model/share";
import { isRefused } from "../model/state";
import { ordersOf } from "../state/store";
import type { ByProps } from "./share-sheet";

/** By the seats lines were ordered for, or by who ordered them. */
export function ByGroup({ table, how, onPlan }: ByProps & { how: string }) {
  const seats = how === "SEAT";
  const lines = ordersOf(table)
    .filter((order) => !isRefused(order))
    .flatMap((order) =>
      order.lines.filter((line) => line.status !== "VOIDED").map((line) => ({ order, line })),
    );
  const names = new Map(lines.map(({ order, line }) => [line.id, nameOf(order, line, seats)]));
  const found = groups(
    lines.map((one) => one.line),
    (line) => names.get(line.id) ?? null,
  );
  const common = lines.length - found.reduce((sum, one) => sum + one.lines, 0);
  useEffect(() => {
    if (found.length < 2) onPlan({ lacks: seats ? "No seats to share by" : "Only one ordered" });
    else onPlan({ split: { how: seats ? "SEAT" : "GUEST" }, parts: found.length });
  }, [found.length]);
  if (found.length < 2) {
    return (
      <Empty icon="people" title={seats ? "Lines have no seats" : "Only one has ordered"}>
        {seats
          ? "Where orders are taken with seats, each pays for what was put before them."
          : "Where several order from their phones, each pays for their own."}
      </Empty>
    );
  }
  return (
    <ul class="group-list">
      {found.map(({ name, lines: count }) => (
        <li key={name} class="row apart">
          <strong class="grow">{name}</strong>
          <span class="soft num">{count === 1 ? "1 line" : `${count} lines`}</span>
        </li>
      ))}
      {common > 0 && (
        <li class="row apart">
          <span class="grow">For everybody</span>
          <span class="soft num">
            {common === 1 ? "1 line" : `${common} lines`}, shared by {found.length}
          </span>
        </li>
      )}
    </ul>
  );
}

function nameOf(order: Order, line: OrderLine, seats: boolean): string | null {
  if (seats) return line.seat === null ? null : `Seat ${line.seat}`;
  return line.guest_name || order.placed_by;
}
