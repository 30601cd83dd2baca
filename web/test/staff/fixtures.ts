import type { Order, OrderLine, Quote } from "../../src/api/schema";

export const NOON = "2026-11-21T06:30:00.000Z";
export const at = (minutes: number) => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();
export const ms = (minutes: number) => Date.parse(NOON) + minutes * 60_000;

const nothing: Quote = {
  lines: [],
  items_paise: 0,
  discount_paise: 0,
  subtotal_paise: 0,
  taxes: [],
  tax_paise: 0,
  round_off_paise: 0,
  total_paise: 0,
};

export function aLine(more: Partial<OrderLine> = {}): OrderLine {
  return {
    id: "l1",
    menu_item_id: "paneer",
    name: "Paneer Tikka",
    name_local: "पनीर टिक्का",
    variant_name: "",
    modifiers: [],
    quantity: 2,
    unit_paise: 28000,
    total_paise: 56000,
    discount_paise: 0,
    special_instructions: "",
    diet: "VEG",
    course: 1,
    seat: null,
    fire_at: null,
    voided_quantity: 0,
    stations: [
      { name: "Tandoor", status: "FIRED", fired_at: NOON, started_at: null, done_at: null },
    ],
    status: "FIRED",
    fired_quantity: 2,
    fired_at: NOON,
    done_at: null,
    prep_minutes: 15,
    guest_name: "",
    ...more,
  };
}

export function anOrder(more: Partial<Order> = {}): Order {
  return {
    id: "o1",
    number: 17,
    business_day: "2026-11-21",
    sitting_id: "s1",
    bill_id: "b1",
    table_id: "t5",
    table_name: "5",
    status: "CONFIRMED",
    money: "UNPAID",
    placed_at: NOON,
    accepted_at: NOON,
    accept_at: null,
    area_id: "a1",
    is_rush: false,
    passed_at: null,
    placed_by: "Anjali",
    placed_by_guest_id: "g1",
    source: "GUEST",
    lines: [aLine()],
    quote: nothing,
    notes: "",
    eta_minutes: 15,
    version: 2,
    history: [],
    ...more,
  };
}
