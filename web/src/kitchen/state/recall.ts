import type { Page, Ticket } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { say } from "../words";
import { leaving, recall, undo, undoable } from "./acts";
import { choice, isMine } from "./screen";
import { feed } from "./store";

/** One page of what was taken down at this screen's stations, the latest first. */
export async function readBumped(query: string, cursor: string | null): Promise<Page<Ticket>> {
  const asked = new URLSearchParams({ limit: "30" });
  const [only, ...others] = choice.peek().stations;
  if (only !== undefined && others.length === 0) asked.set("station", only);
  if (query) asked.set("q", query);
  if (cursor) asked.set("cursor", cursor);
  const page = await api.get<Page<Ticket>>(`/api/kitchen/bumped?${asked}`);
  return { ...page, items: page.items.filter((ticket) => isMine(ticket.station)) };
}

/** The last one that went, whoever took it down. */
export function recallLast(): void {
  if (leaving.peek().size > 0 && undoable.peek()) return undo();
  const known = feed.state.peek()?.bumped.find((ticket) => isMine(ticket.station));
  if (known) return recall(together(known, feed.state.peek()?.bumped ?? []));
  readBumped("", null).then(
    ({ items: [last, ...rest] }) => last && recall(together(last, rest)),
    (problem) => toast(say("notDone", asApiError(problem).message), { bad: true }),
  );
}

/** What hung on one card comes back as one card. */
export function together(ticket: Ticket, all: readonly Ticket[]): string[] {
  const same = all.filter(
    (one) =>
      one.id !== ticket.id &&
      one.order_id === ticket.order_id &&
      one.fired_at === ticket.fired_at &&
      isMine(one.station),
  );
  return [ticket.id, ...same.map((one) => one.id)];
}
