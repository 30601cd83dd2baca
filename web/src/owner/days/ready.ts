import type { Bill, Hindrances, Refund } from "../../api/schema";
import { formatDay, formatTime } from "../../app/i18n";
import { formatMoney } from "../../look";
import { failureWords } from "../../staff/failure";
import { PRINT_STATES, PRINTS } from "../printers/words";
import { METHODS } from "./z/words";

/** By what somebody can do about it, in the order in which it is put right. */
export const KINDS = [
  "open_bills",
  "unverified",
  "mismatches",
  "refunds_due",
  "due_again",
  "open_drawers",
  "waiting_prints",
] as const satisfies (keyof Hindrances)[];
export type Kind = (typeof KINDS)[number];

/** One thing that stands in the way of closing a day, and the place where it is put right. */
export interface Hindrance {
  kind: Kind;
  id: string;
  title: string;
  detail: string;
  paise: number | null;
  /** Empty: it is put right on a sheet of this page. */
  href: string;
}

type Bills = ReadonlyMap<string, Bill>;
type Words = Omit<Hindrance, "kind">;

const TILL = "/counter#till";
export const REASONS: Record<Refund["reason"], string> = {
  DOUBLE_PAYMENT: "Paid twice",
  OVERPAID: "Paid too much",
  CANCELLED: "Cancelled after it was paid",
  RETURNED: "Taken back",
  LATE: "Came after the bill was paid",
  MISMATCH: "Another amount came than was asked for",
};

const about = (...words: (string | undefined | null | false)[]) =>
  words.filter(Boolean).join(" · ");
const tableOf = (bill: Bill | undefined) => bill && `Table ${bill.table_name}`;

/** Each bill that is named, once; those that must be paid first, first. */
export function billsNamed(all: Hindrances[]): string[] {
  const named = all.flatMap((one) => [
    ...one.open_bills,
    ...one.unverified,
    ...one.refunds_due,
    ...one.mismatches,
    ...one.due_again,
    ...one.refunds_pending,
  ]);
  return [...new Set(named.map((one) => one.bill_id))];
}

/** What the box named, in words. */
export function hindrancesOf(open: Hindrances, bills: Bills): Hindrance[] {
  const odd = new Set(open.mismatches.map((one) => one.bill_id));
  // Money of another amount is owed back as well: one thing to see to, not two.
  const refunds = open.refunds_due.filter(
    (one) => one.reason !== "MISMATCH" || !odd.has(one.bill_id),
  );
  const of = <T>(kind: Kind, list: T[], read: (one: T) => Words): Hindrance[] =>
    list.map((one) => ({ kind, ...read(one) }));
  return [
    ...of("open_bills", open.open_bills, (one) => openBill(one, bills.get(one.bill_id))),
    ...of("unverified", open.unverified, (one) => unsure(one, bills.get(one.bill_id))),
    ...of("mismatches", open.mismatches, (one) => ({
      id: one.attempt_id,
      title: tableOf(bills.get(one.bill_id)) ?? "Odd money",
      detail: about(`${formatMoney(one.came_paise)} came`, one.payment),
      paise: one.came_paise,
      href: "",
    })),
    ...of("refunds_due", refunds, (one) => refundDue(one, bills.get(one.bill_id))),
    ...of("due_again", open.due_again, (one) => dueAgain(one, bills.get(one.bill_id))),
    ...of("open_drawers", open.open_drawers, (one) => ({
      id: one.drawer_id,
      title: one.cashier,
      detail: "",
      // Whoever counts it is not told what there should be.
      paise: null,
      href: TILL,
    })),
    ...of("waiting_prints", open.waiting_prints, (one) => ({
      id: one.id,
      title: `${PRINTS[one.kind]} on ${one.printer_name}`,
      detail: about(PRINT_STATES[one.state], one.error),
      paise: null,
      href: "/owner/printers",
    })),
  ];
}

function openBill(one: Hindrances["open_bills"][number], bill: Bill | undefined): Words {
  const title = one.table_name ? `Table ${one.table_name}` : "A bill";
  if (!bill) return { id: one.bill_id, title, detail: "", paise: null, href: "/counter" };
  return {
    id: bill.id,
    title,
    detail: about(
      `since ${formatTime(bill.opened_at)}`,
      bill.waiting_order_ids.length > 0 && "an order waits for a yes or no",
      bill.due_paise === 0 && "nothing is due, but it is not closed",
      bill.kept_paise > 0 && bill.due_paise > 0 && "partly paid",
      bill.overpaid_paise > 0 && `${formatMoney(bill.overpaid_paise)} too much was paid`,
    ),
    paise: bill.due_paise,
    href: `/counter#bill/${bill.table_id}`,
  };
}

function unsure(one: Hindrances["unverified"][number], bill: Bill | undefined): Words {
  const payment = bill?.payments.find((other) => other.id === one.payment_id);
  return {
    id: one.payment_id,
    title: payment ? `UTR ${payment.reference}` : "A UPI payment",
    detail: about(
      tableOf(bill),
      payment && formatTime(payment.at),
      payment && `taken by ${payment.by}`,
    ),
    paise: one.amount_paise,
    href: TILL,
  };
}

type Due = Hindrances["refunds_due"][number];

function refundDue(one: Due, bill: Bill | undefined): Words {
  const refund = bill?.refunds.find((other) => other.id === one.refund_id);
  return {
    id: one.refund_id,
    title: REASONS[one.reason],
    detail: about(
      tableOf(bill),
      refund && `paid by ${METHODS[refund.method]}`,
      refund?.payment_state === "UNVERIFIED" && "say first whether its transfer came",
      one.state === "FAILED" && "the payment company would not",
      failureWords(one.failure),
    ),
    paise: one.amount_paise,
    href: TILL,
  };
}

function dueAgain(one: Hindrances["due_again"][number], bill: Bill | undefined): Words {
  const { invoice } = bill ?? {};
  return {
    id: one.bill_id,
    title: tableOf(bill) ?? "An invoice",
    detail: about(invoice?.number, invoice && formatDay(invoice.issued_at)),
    paise: one.due_paise,
    href: "",
  };
}

/** On their way through a payment company: said, and holding nothing up. */
export function pendingWords(list: Due[]): string {
  if (list.length === 0) return "";
  const sum = formatMoney(list.reduce((all, one) => all + one.amount_paise, 0));
  return list.length === 1
    ? `${sum} is on its way back through a payment company. That holds nothing up.`
    : `${list.length} refunds, ${sum}, are on their way back through a payment company.` +
        " That holds nothing up.";
}
