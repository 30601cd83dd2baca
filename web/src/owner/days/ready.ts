import type { Bill, Drawer, Mismatch, Order, Payment, PrintJob, Refund } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { formatMoney } from "../../look";
import { PRINT_STATES, PRINTS } from "../printers/words";
import { businessDay } from "../today/day";

/** By what somebody can do about it, in the order in which it is put right. */
export const KINDS = [
  "open_bills",
  "unverified",
  "mismatches",
  "refunds_due",
  "due_again",
  "open_drawers",
  "waiting_prints",
] as const;
export type Kind = (typeof KINDS)[number];

/** Money and papers that nobody has finished with yet. */
export interface Loose {
  /** Orders that are not over. */
  orders: Order[];
  /** Open bills that somebody paid on or gave a discount on. */
  bills: Bill[];
  payments: Payment[];
  refunds: Refund[];
  mismatches: Mismatch[];
  drawers: Drawer[];
  prints: PrintJob[];
}

/** One thing that stands in the way of closing a day, and the place where it is put right. */
export interface Hindrance {
  kind: Kind;
  id: string;
  title: string;
  detail: string;
  paise: number | null;
  href: string;
  /** The business day it belongs to, as far as this screen can tell. */
  day: string;
}

const TILL = "/counter#till";
const REASONS: Record<Refund["reason"], string> = {
  DOUBLE_PAYMENT: "paid twice",
  OVERPAID: "paid too much",
  CANCELLED: "cancelled after it was paid",
  RETURNED: "taken back",
  LATE: "came after the bill was paid",
  MISMATCH: "the amount was another",
};

const about = (...words: (string | undefined | false)[]) => words.filter(Boolean).join(" · ");

/** Bills are their orders: one that nobody touched yet is known by these alone. */
function openBills({ orders, bills }: Loose): Hindrance[] {
  const unpaid = orders.filter((one) => !SETTLED.includes(one.money));
  const ids = new Set([
    ...unpaid.map((one) => one.bill_id),
    ...bills.filter((one) => one.kept_paise > 0).map((one) => one.id),
  ]);
  return [...ids].map((id) => {
    const bill = bills.find((one) => one.id === id);
    const mine = unpaid.filter((one) => one.bill_id === id);
    const first = mine.reduce((a, b) => (a && a.placed_at < b.placed_at ? a : b), mine[0]);
    const since = first?.placed_at ?? bill?.opened_at ?? "";
    const table = first?.table_name ?? bill?.table_name ?? "";
    const due = bill?.due_paise ?? mine.reduce((sum, one) => sum + one.quote.total_paise, 0);
    return {
      kind: "open_bills",
      id,
      title: `Table ${table}`,
      detail: about(
        `since ${formatTime(since)}`,
        mine.some((one) => one.status === "PENDING") && "an order waits for a yes or no",
        due === 0 && "nothing is due, but it is not closed",
        bill && bill.kept_paise > 0 && due > 0 && "partly paid",
      ),
      paise: due,
      href: `/counter#bill/${bill?.table_id ?? first?.table_id ?? ""}`,
      day: first?.business_day ?? businessDay(Date.parse(since)),
    };
  });
}

/** Their bill is paid: an invoice was issued. */
const SETTLED: Order["money"][] = ["PAID", "REFUND_DUE", "REFUNDED"];

/** What is loose now, whichever day it belongs to. */
export function hindrancesOf(loose: Loose): Hindrance[] {
  const dayOf = (at: string) => businessDay(Date.parse(at));
  const tables = new Map(
    [...loose.orders, ...loose.bills].map((one) => [
      "bill_id" in one ? one.bill_id : one.id,
      `Table ${one.table_name}`,
    ]),
  );
  return [
    ...openBills(loose),
    ...loose.payments.map((one) => ({
      kind: "unverified" as const,
      id: one.id,
      title: `UTR ${one.reference}`,
      detail: about(tables.get(one.bill_id), formatTime(one.at), `taken by ${one.by}`),
      paise: one.amount_paise + one.tip_paise,
      href: TILL,
      day: dayOf(one.at),
    })),
    ...loose.refunds
      .filter((one) => one.state === "DUE" || one.state === "FAILED")
      .map((one) => ({
        kind: "refunds_due" as const,
        id: one.id,
        title: one.note ? `Credit note ${one.note}` : "A refund",
        detail: about(REASONS[one.reason], one.state === "FAILED" && `failed: ${one.failure}`),
        paise: one.amount_paise,
        href: TILL,
        day: dayOf(one.due_at),
      })),
    ...loose.mismatches.map((one) => ({
      kind: "mismatches" as const,
      id: one.attempt_id,
      title: `Table ${one.table_name}`,
      detail: about(
        `${formatMoney(one.asked_paise)} was asked for`,
        formatTime(one.flagged_at),
        one.payment,
        one.failure,
      ),
      paise: one.came_paise,
      href: "",
      day: dayOf(one.flagged_at),
    })),
    ...loose.drawers.map((one) => ({
      kind: "open_drawers" as const,
      id: one.id,
      title: one.cashier,
      detail: `open since ${formatTime(one.opened_at)}`,
      // Whoever counts it is not told what there should be.
      paise: null,
      href: TILL,
      day: one.business_day,
    })),
    ...loose.prints.map((one) => ({
      kind: "waiting_prints" as const,
      id: one.id,
      title: `${PRINTS[one.kind]} on ${one.printer_name}`,
      detail: about(PRINT_STATES[one.state], one.error),
      paise: null,
      href: "/owner/printers",
      day: "",
    })),
  ];
}

/** What the box said when it refused to close a day: `day_not_ready` with its lists. */
export function readTold(details: Record<string, unknown>): Hindrance[] {
  return KINDS.flatMap((kind) => {
    const list = details[kind];
    return Array.isArray(list) ? list.flatMap((one: unknown) => readOne(kind, one)) : [];
  });
}

const IDS: Record<Kind, string> = {
  open_bills: "bill_id",
  unverified: "payment_id",
  mismatches: "attempt_id",
  refunds_due: "refund_id",
  due_again: "bill_id",
  open_drawers: "drawer_id",
  waiting_prints: "id",
};
const NAMELESS: Record<Kind, string> = {
  open_bills: "A bill",
  unverified: "A UPI payment",
  mismatches: "Odd money",
  refunds_due: "A refund",
  due_again: "An invoice that is due again",
  open_drawers: "A drawer",
  waiting_prints: "A print",
};

const paiseOf = (told: unknown) => (typeof told === "number" ? told : null);

function readOne(kind: Kind, told: unknown): Hindrance[] {
  if (typeof told !== "object" || told === null) return [];
  const one = told as Record<string, unknown>;
  const id = one[IDS[kind]];
  if (typeof id !== "string") return [];
  const table = one.table_name ? `Table ${String(one.table_name)}` : "";
  return [
    {
      kind,
      id,
      title: table || String(one.cashier ?? NAMELESS[kind]),
      detail: "",
      paise: paiseOf(one.amount_paise ?? one.due_paise ?? one.came_paise),
      href:
        kind === "waiting_prints" ? "/owner/printers" : kind === "open_bills" ? "/counter" : TILL,
      day: "",
    },
  ];
}

/** The box's last word about a day: what it named, and what of it this screen had never heard of. */
export interface Told {
  ids: ReadonlySet<string>;
  unheard: Hindrance[];
}

export function heardOf(told: Hindrance[], known: Hindrance[]): Told {
  const ids = new Set(known.map((one) => one.id));
  return {
    ids: new Set(told.map((one) => one.id)),
    unheard: told.filter((one) => !ids.has(one.id)),
  };
}

/** What stands in the way of closing `day`; what the box named goes before what is guessed here. */
export function inTheWay(day: string, all: Hindrance[], told: Told | null): Hindrance[] {
  const mine = all.filter((one) => one.day <= day || told?.ids.has(one.id));
  return [...mine, ...(told?.unheard ?? [])];
}
