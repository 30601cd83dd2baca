import type { Change, Station, Ticket, TicketLine } from "../../src/api/schema";
import type { KitchenState } from "../../src/kitchen/model/board";
import { toCards } from "../../src/kitchen/model/card";
import { NOON } from "../staff/fixtures";

export function aLine(more: Partial<TicketLine> = {}): TicketLine {
  return {
    id: "l1",
    menu_item_id: "paneer",
    name: "Paneer Tikka",
    name_local: "पनीर टिक्का",
    variant_name: "",
    modifiers: [],
    quantity: 2,
    special_instructions: "",
    diet: "VEG",
    seat: null,
    guest_name: "",
    course: 1,
    status: "FIRED",
    started_at: null,
    done_at: null,
    prep_minutes: 15,
    elsewhere: [],
    ...more,
  };
}

export function aTicket(more: Partial<Ticket> = {}): Ticket {
  return {
    id: "t1",
    station: "Tandoor",
    seq: 1,
    kind: "NEW",
    order_id: "o1",
    number: 17,
    table_name: "5",
    placed_by: "Anjali",
    source: "GUEST",
    notes: "",
    status: "CONFIRMED",
    course: 1,
    held_courses: [],
    fired_at: NOON,
    is_rush: false,
    passed_at: null,
    seen_at: null,
    seen_by: null,
    bumped_at: null,
    bumped_by: null,
    recalled_at: null,
    recalled_by: null,
    lines: [aLine()],
    elsewhere: [],
    changes: [],
    version: 1,
    ...more,
  };
}

export function aChange(more: Partial<Change> = {}): Change {
  return {
    id: "c1",
    ticket_id: "t1",
    station: "Tandoor",
    order_id: "o1",
    number: 17,
    table_name: "5",
    line_id: "l1",
    name: "Paneer Tikka",
    variant_name: "",
    kind: "CHANGED",
    old_quantity: 2,
    new_quantity: 3,
    old_note: "",
    new_note: "",
    reason: "",
    by: "Ravi",
    at: NOON,
    confirmed_at: null,
    confirmed_by: null,
    ...more,
  };
}

export function aStation(name: string, warn = 10, late = 20): Station {
  return {
    ...{ name, sort: 0, is_default: false, dishes: 4, screens: 1 },
    ...{ warn_minutes: warn, late_minutes: late },
    ...{ own_warn_minutes: null, own_late_minutes: null },
  };
}

export function aBoard(tickets: Ticket[] = [aTicket()], more: Partial<KitchenState> = {}) {
  const last: Record<string, number> = {};
  for (const { station, seq } of tickets) last[station] = Math.max(last[station] ?? 0, seq);
  const stations = [aStation("Tandoor"), aStation("Curry")];
  const state: KitchenState = {
    ...{ seq: 5, stations, tickets, bumped: [], last, expo_levels: 1, orders: null },
    ...more,
  };
  return state;
}

/** The one card made of these tickets. */
export function aCard(...tickets: Ticket[]) {
  const [card] = toCards(tickets, ["Tandoor", "Curry"]);
  if (!card) throw new Error("no card");
  return card;
}
