import type { Bill, Days, Hindrances } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";
import { billsNamed } from "./ready";

export interface Books {
  days: Days;
  /** What the box says is open, by the days whose books are open. */
  open: Readonly<Record<string, Hindrances>>;
  /** The bills it names: for their words, such as the table. */
  bills: ReadonlyMap<string, Bill>;
}

const MOST_BILLS = 40;

/** The days, and what stands in the way of closing those that are open. */
export const books = createLoaded<Books>(async () => {
  const days = await api.get<Days>("/api/days?limit=31");
  const open = await Promise.all(
    days.items
      .filter((one) => one.closed_at === null)
      .map(async ({ business_day: day }) => {
        const found = await api.get<Hindrances>(`/api/days/${day}/open`);
        return [day, found] as const;
      }),
  );
  const bills = await readBills(billsNamed(open.map(([, found]) => found)));
  return { days, open: Object.fromEntries(open), bills };
}, ["bill", "order", "sitting"]);

/** What cannot be had is told without its words. */
async function readBills(ids: string[]): Promise<Map<string, Bill>> {
  const asked = ids.slice(0, MOST_BILLS).map((id) => api.get<Bill>(`/api/bills/${id}`));
  const answers = await Promise.allSettled(asked);
  const bills = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return new Map(bills.map((bill) => [bill.id, bill]));
}
