import { signal } from "@preact/signals";
import type { Bill, Table, Transferred } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { countOf, type Going, linesOf, whyNot } from "../model/transfer";
import { withBill } from "../model/state";
import { readBill } from "./acts";
import { feed } from "./store";

export const transferring = signal(false);

/** Takes dishes to another table's bill; "" when that is done, else why it is not. */
export async function transfer(bill: Bill, to: Table, going: Going): Promise<string> {
  const target = to.sitting?.bill_id;
  if (!target || transferring.value) return "";
  transferring.value = true;
  const count = countOf(bill, going);
  try {
    const body = { to_bill_id: target, lines: linesOf(bill, going) };
    const done = await api.post<Transferred>(`/api/bills/${bill.id}/transfer`, body);
    feed.update((state) => withBill(withBill(state, done.from), done.to));
    const what = count === 1 ? "1 dish is" : `${count} dishes are`;
    toast(`${what} on the bill of table ${to.name} now`);
    return "";
  } catch (problem) {
    const { code, message } = asApiError(problem);
    void readBill(bill.sitting_id);
    return whyNot(code, message);
  } finally {
    transferring.value = false;
  }
}
