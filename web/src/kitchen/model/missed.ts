import type { Ticket } from "../../api/schema";
import { cardKey } from "./card";

/** The highest ticket number of each station that this screen has drawn, or that was touched. */
export type Marks = Record<string, number>;

export interface Missed {
  /** All that came while this screen did not hear the box: as cards, where they still hang. */
  total: number;
  /** How many cards still hang. */
  waiting: number;
  /** The tickets on them. */
  open: string[];
}

/**
 * What came since the marks, at the stations shown. Numbers have no gaps, so that also what came
 * and went in between is counted. A station never shown here before has missed nothing.
 */
export function missedSince(
  marks: Marks,
  last: Marks,
  tickets: readonly Ticket[],
  shown: (station: string) => boolean,
): Missed {
  let total = 0;
  for (const [station, seq] of Object.entries(last)) {
    const mark = marks[station];
    if (mark !== undefined && shown(station)) total += Math.max(0, seq - mark);
  }
  const after = tickets.filter(
    (ticket) => shown(ticket.station) && ticket.seq > (marks[ticket.station] ?? ticket.seq),
  );
  const moved = after.filter((ticket) => ticket.kind === "SPLIT").length;
  const open = after.filter((ticket) => ticket.kind === "NEW" && ticket.bumped_at === null);
  const waiting = new Set(open.map(cardKey)).size;
  const gone = Math.max(0, total - moved - open.length);
  return { total: waiting + gone, waiting, open: open.map((ticket) => ticket.id) };
}

/** The marks once these tickets have been drawn; they never fall. */
export function raise(marks: Marks, tickets: readonly { station: string; seq: number }[]): Marks {
  const next = { ...marks };
  for (const { station, seq } of tickets) next[station] = Math.max(next[station] ?? 0, seq);
  return next;
}

/** For stations without a mark: what no screen has drawn yet is new here, everything else is not. */
export function baseline(marks: Marks, last: Marks, tickets: readonly Ticket[]): Marks {
  const next = { ...marks };
  for (const [station, seq] of Object.entries(last)) {
    if (next[station] !== undefined) continue;
    const unseen = tickets.filter((one) => one.station === station && one.seen_at === null);
    next[station] = Math.min(seq, ...unseen.map((one) => one.seq - 1));
  }
  return next;
}

/** A ticket rings until somebody has touched the board after it came. */
export function isNew(ticket: Ticket, touched: Marks): boolean {
  const { kind, recalled_at, bumped_at, seq, station } = ticket;
  return (
    kind === "NEW" && recalled_at === null && bumped_at === null && seq > (touched[station] ?? seq)
  );
}
