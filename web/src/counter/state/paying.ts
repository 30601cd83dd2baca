import { computed, signal } from "@preact/signals";
import type { Bill, CreditNote, Refund, Taken } from "../../api/schema";
import { formatMoney, toast } from "../../look";
import { METHODS } from "../model/pay";
import { seat, withBill } from "../model/state";
import { readBill } from "./acts";
import { outbox } from "./outbox";
import { feed, readBillById, readTill } from "./store";
import { where } from "./where";

/** Money just taken, by table: the big result stays until somebody has seen it. */
export const paid = signal<Record<string, Taken>>({});

/** Bills, paid bills and refunds with money on its way: one thing at a time for each. */
export const sendingMoney = computed(
  () =>
    new Set(
      outbox.pending.value
        .filter((one) => one.kind !== "order")
        .map((one) => one.path.split("/")[3] ?? ""),
    ),
);

export interface Given {
  part: string | undefined;
  amount: number;
  tip: number;
  /** What a guest chose on their phone: it is kept for nobody any more. */
  claim?: string | undefined;
}

export const payCash = (bill: Bill, given: Given, received: number) =>
  pay(bill, "PATCH", "cash", { ...named(given), amount_received_paise: received });
export const payUpi = (bill: Bill, given: Given, utr: string) =>
  pay(bill, "POST", "upi", { ...named(given), utr });
export const payCard = (bill: Bill, given: Given, reference: string) =>
  pay(bill, "POST", "card", { ...named(given), reference });

/** The amount is always said: should the bill have grown meanwhile, no more is taken off it. */
function named({ part, amount, tip, claim }: Given) {
  return {
    amount_paise: amount,
    tip_paise: tip,
    ...(part ? { part_id: part } : {}),
    ...(claim ? { claim_id: claim } : {}),
  };
}

function pay(bill: Bill, method: "PATCH" | "POST", way: string, body: object): void {
  if (sendingMoney.value.has(bill.id)) return;
  outbox.send("pay", method, `/api/payments/${bill.id}/${way}`, body);
}

export function takeLinesBack(bill: Bill, lines: ReadonlyMap<string, number>, reason: string) {
  if (sendingMoney.value.has(bill.id)) return;
  const back = [...lines].map(([line_id, quantity]) => ({ line_id, quantity }));
  outbox.send("return", "POST", `/api/bills/${bill.id}/return`, { lines: back, reason });
}

/** In cash, or with the reference of a transfer made elsewhere. */
export function payOut(refund: Refund, reference: string | null): void {
  if (sendingMoney.value.has(refund.id)) return;
  const body = reference === null ? {} : { reference };
  outbox.send("refund", "POST", `/api/refunds/${refund.id}/pay`, body);
}

export function forgetPaid(tableId: string): void {
  const { [tableId]: _seen, ...others } = paid.value;
  paid.value = others;
}

function taken(answer: Taken): void {
  const { bill, payment } = answer;
  paid.value = { ...paid.value, [bill.table_id]: answer };
  feed.update((state) => {
    const sitting = state.tables.find((table) => table.id === bill.table_id)?.sitting;
    const over = bill.state === "PAID" && sitting?.id === bill.sitting_id;
    const left = over
      ? seat(state, { ...sitting, closed_at: bill.paid_at ?? sitting.opened_at })
      : state;
    return withBill(left, bill);
  });
  readTill();
  // It was answered after somebody went elsewhere, perhaps after a reload.
  const here = where.value;
  if (here.at === "pay" && here.table === bill.table_id) return;
  if (here.at === "due" && here.bill === bill.id) return;
  const change = answer.change_paise > 0 ? `: change ${formatMoney(answer.change_paise)}` : "";
  const sum = formatMoney(payment.amount_paise + payment.tip_paise);
  toast(`Table ${bill.table_name}, ${METHODS[payment.method]} ${sum} is booked${change}`);
}

/** Call before the outbox resumes what was left. */
export function handlePayments(): void {
  const handler = {
    done: taken,
    failed(error: { message: string }, pending: { path: string }) {
      const id = pending.path.split("/")[3];
      const bill = feed.state.value?.bills.find((one) => one.id === id);
      toast(`No money was booked: ${error.message}`, { bad: true });
      if (bill) void readBill(bill.sitting_id);
    },
  };
  outbox.handle<Taken>("pay", handler);
  // What an earlier version of this page may have left.
  outbox.handle<Taken>("cash", handler);
  outbox.handle<CreditNote>("return", {
    done(note) {
      toast(`Credit note ${note.number} over ${formatMoney(note.total_paise)}`, { ms: 8_000 });
      readBillById(note.bill_id);
      readTill();
    },
    failed: (error) => toast(`Nothing was taken back: ${error.message}`, { bad: true }),
  });
  outbox.handle<Refund>("refund", {
    done(refund) {
      toast(`${formatMoney(refund.amount_paise)} went back`);
      readBillById(refund.bill_id);
      readTill();
    },
    failed(error) {
      toast(`Nothing was paid out: ${error.message}`, { bad: true });
      readTill();
    },
  });
}
