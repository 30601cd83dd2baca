import type { Order, OrderLine } from "../../api/schema";

export type CourseState = "held" | "fired" | "cooking" | "done" | "served" | "void";

export interface Course {
  course: number;
  lines: OrderLine[];
  state: CourseState;
  /** When it fires by itself. */
  fire_at: string | null;
}

/** What is wanted of a line now: what was ordered less what was called off. */
export const wanted = (line: OrderLine) => line.quantity - line.voided_quantity;

/** An order's lines by course, each with how far it is. */
export function coursesOf(order: Order): Course[] {
  const numbers = [...new Set(order.lines.map((line) => line.course))].sort((a, b) => a - b);
  return numbers.map((course) => {
    const lines = order.lines.filter((line) => line.course === course);
    return { course, lines, state: stateOf(lines), fire_at: nextFire(lines) };
  });
}

function stateOf(lines: OrderLine[]): CourseState {
  const live = lines.filter((line) => line.status !== "VOIDED");
  const any = (...these: OrderLine["status"][]) => live.some((line) => these.includes(line.status));
  if (live.length === 0) return "void";
  if (any("COOKING")) return "cooking";
  if (any("FIRED")) return any("DONE") ? "cooking" : "fired";
  if (any("QUEUED")) return "held";
  return any("DONE") ? "done" : "served";
}

function nextFire(lines: OrderLine[]): string | null {
  const times = lines.flatMap((line) =>
    line.status === "QUEUED" && line.fire_at ? [line.fire_at] : [],
  );
  return times.sort()[0] ?? null;
}

/** Its first course that waits, of an order that is accepted. */
export function nextHeld(order: Order): number | null {
  if (!["CONFIRMED", "PREPARING", "READY"].includes(order.status)) return null;
  return coursesOf(order).find((one) => one.state === "held")?.course ?? null;
}

export const readyLines = (order: Order) => order.lines.filter((line) => line.status === "DONE");

/** The kitchen has been told of it: changing it asks for a reason, and for the cook's yes. */
export const isFired = (line: OrderLine) => line.status !== "QUEUED";

/** May a line still be changed, and by how little; null = no more. */
export function leastOf(line: OrderLine, manager: boolean): number | null {
  if (line.status === "SERVED" || line.status === "VOIDED") return null;
  const begun = line.status === "COOKING" || line.status === "DONE";
  return begun && !manager ? wanted(line) : 0;
}
