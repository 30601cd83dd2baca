import type { LineStatus, OrderLine } from "../../api/schema";
import { isOpen, type Slip, stageOf } from "./slip";

export type Verb = "start" | "done" | "recall";

/** One thing a cook did, to a line or (line_id null) to the whole ticket. */
export interface Act {
  order_id: string;
  line_id: string | null;
  verb: Verb;
}

export function actPath(act: Act): string {
  return act.line_id
    ? `/api/kitchen/lines/${act.line_id}/${act.verb}`
    : `/api/kitchen/orders/${act.order_id}/${act.verb}`;
}

/** The slip as it will be once the box has answered what was done to it. */
export function withActs(slip: Slip, acts: readonly Act[]): Slip {
  const mine = acts.filter((act) => act.order_id === slip.order_id);
  if (mine.length === 0) return slip;
  const lines = mine.reduce(
    (all, act) => all.map((line) => (touches(act, line) ? step(line, act.verb) : line)),
    slip.lines,
  );
  return { ...slip, lines };
}

const touches = (act: Act, line: OrderLine) => act.line_id === null || act.line_id === line.id;

function step(line: OrderLine, verb: Verb): OrderLine {
  const status = next(line.status, verb);
  return status === line.status ? line : { ...line, status };
}

function next(status: LineStatus, verb: Verb): LineStatus {
  if (verb === "start") return status === "FIRED" ? "COOKING" : status;
  if (verb === "done") return status === "FIRED" || status === "COOKING" ? "DONE" : status;
  return status === "DONE" ? "COOKING" : status;
}

export interface Intent {
  acts: Act[];
  /** The ticket leaves the board by this: it waits for a moment in which it can be undone. */
  leaves: boolean;
}

/** One tap on a line: start it, then done; a done one comes back. */
export function tapLine(slip: Slip, line: OrderLine): Intent | null {
  const act = (verb: Verb): Act => ({ order_id: slip.order_id, line_id: line.id, verb });
  if (line.status === "FIRED") return { acts: [act("start")], leaves: false };
  if (line.status === "DONE") return { acts: [act("recall")], leaves: false };
  if (line.status !== "COOKING") return null;
  const others = slip.lines.some((one) => one.id !== line.id && isOpen(one));
  return { acts: [act("done")], leaves: !others };
}

/** The big button. With a station chosen it means that station's lines only. */
export function tapTicket(slip: Slip, station: string): Intent {
  const verb: Verb = stageOf(slip.lines) === "waiting" ? "start" : "done";
  return verb === "done" ? bump(slip, station) : { acts: all(slip, station, verb), leaves: false };
}

export function bump(slip: Slip, station: string): Intent {
  return { acts: all(slip, station, "done"), leaves: true };
}

function all(slip: Slip, station: string, verb: Verb): Act[] {
  if (!station) return [{ order_id: slip.order_id, line_id: null, verb }];
  return slip.lines
    .filter(isOpen)
    .map((line) => ({ order_id: slip.order_id, line_id: line.id, verb }));
}
