import type { LineStatus, Ticket } from "../../api/schema";
import { type Card, type CardLine, isOpen } from "./card";

/** One thing a person did at a kitchen screen. */
export type Act =
  /** To one line, or (line_id null) to all of a ticket. */
  | { do: "start" | "done" | "recall"; ticket_id: string; line_id: string | null }
  | { do: "confirm"; ticket_id: string; change_id: string }
  | { do: "rush"; order_id: string; is_rush: boolean }
  | { do: "pass" | "serve"; order_id: string }
  | { do: "fire"; order_id: string; course: number };

/** What must not overtake each other: all that is done to one ticket, or to one order. */
export const laneOf = (act: Act) => ("ticket_id" in act ? act.ticket_id : act.order_id);

export function callOf(act: Act): { path: string; body: unknown } {
  switch (act.do) {
    case "confirm":
      return { path: `/api/kitchen/changes/${act.change_id}/confirm`, body: {} };
    case "rush":
      return {
        path: `/api/kitchen/orders/${act.order_id}/rush`,
        body: { is_rush: act.is_rush },
      };
    case "pass":
      return { path: `/api/kitchen/orders/${act.order_id}/pass`, body: {} };
    case "serve":
      return { path: `/api/orders/${act.order_id}/serve`, body: {} };
    case "fire":
      return { path: `/api/orders/${act.order_id}/fire`, body: { course: act.course } };
    default: {
      const ticket = `/api/kitchen/tickets/${act.ticket_id}`;
      if (act.line_id) return { path: `${ticket}/lines/${act.line_id}/${act.do}`, body: {} };
      return { path: `${ticket}/${act.do === "done" ? "bump" : act.do}`, body: {} };
    }
  }
}

/** The ticket as it will be once the box has answered what was done to it. */
export function withActs(ticket: Ticket, acts: readonly Act[]): Ticket {
  let shown = ticket;
  for (const act of acts) {
    if (act.do === "rush" && act.order_id === ticket.order_id) {
      shown = { ...shown, is_rush: act.is_rush };
    }
    if (!("ticket_id" in act) || act.ticket_id !== ticket.id) continue;
    if (act.do === "confirm") {
      shown = { ...shown, changes: shown.changes.filter((one) => one.id !== act.change_id) };
    } else {
      const lines = shown.lines.map((line) =>
        act.line_id === null || act.line_id === line.id
          ? { ...line, status: next(line.status, act.do) }
          : line,
      );
      shown = { ...shown, lines };
    }
  }
  return shown;
}

function next(status: LineStatus, verb: "start" | "done" | "recall"): LineStatus {
  if (verb === "start") return status === "FIRED" ? "COOKING" : status;
  if (verb === "done") return status === "FIRED" || status === "COOKING" ? "DONE" : status;
  return status === "DONE" ? "COOKING" : status;
}

/** One tap on a line: it is done; a done one comes back. */
export function tapLine(line: CardLine): Act | null {
  const { ticket_id, id: line_id } = line;
  if (isOpen(line)) return { do: "done", ticket_id, line_id };
  return line.status === "DONE" ? { do: "recall", ticket_id, line_id } : null;
}

/** Whether nothing is left to cook on the card once this line is done. */
export const isLast = (card: Card, line: CardLine) =>
  isOpen(line) && !card.lines.some((one) => one.key !== line.key && isOpen(one));

/** Everything still to be cooked on the card. */
export function all(card: Card, verb: "start" | "done"): Act[] {
  return card.tickets
    .filter((ticket) => ticket.lines.some(isOpen))
    .map((ticket) => ({ do: verb, ticket_id: ticket.id, line_id: null }));
}

/** What takes acts of "done" back, line by line: what had been done before them stays done. */
export function undoOf(card: Card, acts: readonly Act[]): Act[] {
  return acts.flatMap((act): Act[] => {
    if (act.do !== "done") return [];
    if (act.line_id) return [{ ...act, do: "recall" }];
    const lines = card.lines.filter((line) => line.ticket_id === act.ticket_id);
    const open = lines.filter(isOpen);
    if (open.length === lines.length) return [{ ...act, do: "recall" }];
    return open.map((line) => ({ do: "recall", ticket_id: act.ticket_id, line_id: line.id }));
  });
}
