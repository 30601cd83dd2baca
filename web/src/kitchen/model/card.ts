import type { Change, LineStatus, Ticket, TicketLine } from "../../api/schema";

/** A line on a card, with the station's ticket it is on. */
export interface CardLine extends TicketLine {
  key: string;
  ticket_id: string;
  station: string;
}

/** What hangs on the board: the tickets this screen's stations were told together of one order. */
export interface Card {
  key: string;
  tickets: Ticket[];
  order_id: string;
  number: number;
  table_name: string;
  placed_by: string;
  source: "GUEST" | "STAFF" | "REMOTE";
  notes: string;
  course: number;
  held: number[];
  fired_at: string;
  is_rush: boolean;
  stations: string[];
  lines: CardLine[];
  changes: Change[];
  /** Where else the same order cooks, beside this screen's stations. */
  elsewhere: { station: string; done: number; of: number }[];
}

export type Stage = "waiting" | "cooking" | "done";
export type Sort = "oldest" | "table" | "course";

export const isOpen = (line: { status: LineStatus }) =>
  line.status === "FIRED" || line.status === "COOKING";
/** What was called off is told by its change, and is on the card no longer. */
export const isFood = (line: TicketLine) => line.status !== "VOIDED" && line.quantity > 0;

export const cardKey = (ticket: Ticket) => `${ticket.order_id}:${ticket.course}:${ticket.fired_at}`;

/** No station chosen means all of them. */
export const shows = (stations: readonly string[], name: string) =>
  stations.length === 0 || stations.includes(name);

export function toCards(tickets: readonly Ticket[], order: readonly string[]): Card[] {
  const groups = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const key = cardKey(ticket);
    groups.set(key, [...(groups.get(key) ?? []), ticket]);
  }
  const place = (ticket: Ticket) => order.indexOf(ticket.station);
  return [...groups].flatMap(([key, group]) => {
    const card = toCard(
      key,
      group.sort((a, b) => place(a) - place(b)),
    );
    // All of it was called off, and the cook knows: nothing is left to show.
    return card.lines.some(isFood) || card.changes.length > 0 ? [card] : [];
  });
}

function toCard(key: string, tickets: Ticket[]): Card {
  const first = tickets[0] as Ticket;
  const newest = tickets.reduce((a, b) => (b.version > a.version ? b : a));
  const here = tickets.map((ticket) => ticket.station);
  const elsewhere = new Map(newest.elsewhere.map((one) => [one.station, one]));
  here.forEach((station) => elsewhere.delete(station));
  return {
    key,
    tickets,
    order_id: first.order_id,
    number: first.number,
    table_name: newest.table_name,
    placed_by: first.placed_by,
    source: first.source,
    notes: newest.notes,
    course: first.course,
    held: newest.held_courses,
    fired_at: first.fired_at,
    is_rush: tickets.some((ticket) => ticket.is_rush),
    stations: here,
    lines: tickets.flatMap((ticket) => ticket.lines.map((line) => lineOf(line, ticket, here))),
    changes: tickets.flatMap((ticket) => ticket.changes),
    elsewhere: [...elsewhere.values()],
  };
}

function lineOf(line: TicketLine, ticket: Ticket, here: string[]): CardLine {
  return {
    ...line,
    key: `${ticket.id}:${line.id}`,
    ticket_id: ticket.id,
    station: ticket.station,
    elsewhere: line.elsewhere.filter((one) => !here.includes(one.station)),
  };
}

export function stageOf(lines: readonly TicketLine[]): Stage {
  const food = lines.filter(isFood);
  if (!food.some(isOpen)) return "done";
  return food.every((line) => line.status === "FIRED") ? "waiting" : "cooking";
}

const tables = new Intl.Collator("en", { numeric: true });

/** Rushed ones first; then as this screen wants it, the oldest first among equals. */
export function inOrder(sort: Sort): (a: Card, b: Card) => number {
  return (a, b) => {
    if (a.is_rush !== b.is_rush) return a.is_rush ? -1 : 1;
    const wanted =
      sort === "table"
        ? tables.compare(a.table_name, b.table_name)
        : sort === "course"
          ? a.course - b.course
          : 0;
    if (wanted !== 0) return wanted;
    return a.fired_at < b.fired_at ? -1 : a.fired_at > b.fired_at ? 1 : a.number - b.number;
  };
}
