import { signal } from "@preact/signals";
import type { Bill, Way } from "../../api/schema";
import { toast } from "../../look";
import { t } from "../words";
import { api } from "./seat";

/** The ways to pay, and whether each is open to a guest just now. */
export const ways = signal<Way[]>([]);

export async function loadWays(billId: string): Promise<void> {
  try {
    const found = await api.get<{ items: Way[] }>(`/api/payments/ways?bill_id=${billId}`);
    ways.value = found.items;
  } catch {
    // Then it is paid as ever: the staff come with the bill.
    ways.value = [];
  }
}

const isOpen = (method: Way["method"]) =>
  ways.value.some((one) => one.method === method && one.is_open);
export const upiOpen = () => isOpen("UPI");

/** The gateway to use: the first that is open; "resting" where one only fails just now. */
export function online(): "RAZORPAY" | "STRIPE" | "resting" | null {
  if (isOpen("RAZORPAY")) return "RAZORPAY";
  if (isOpen("STRIPE")) return "STRIPE";
  return ways.value.some((one) => one.why === "RESTING") ? "resting" : null;
}

/** A second company, for cards alone, where both are set up. */
export const cardsToo = () => isOpen("RAZORPAY") && isOpen("STRIPE");

/** True while the gateway's page is asked for. */
export const leaving = signal(false);

/** Off to the gateway's own page: cards are never typed into one of ours. */
export async function payOnline(
  bill: Bill,
  method: "RAZORPAY" | "STRIPE",
  part: string | undefined,
  tip: number,
): Promise<void> {
  if (leaving.value) return;
  leaving.value = true;
  const body = { bill_id: bill.id, tip_paise: tip, ...(part ? { part_id: part } : {}) };
  try {
    location.href = await pageOf(method, body);
  } catch {
    toast(t("tryAgain"), { bad: true });
    void loadWays(bill.id);
    leaving.value = false;
  }
}

async function pageOf(method: "RAZORPAY" | "STRIPE", body: object): Promise<string> {
  if (method === "STRIPE") {
    const path = "/api/payments/stripe-intent";
    return (await api.post<{ payment_url: string }>(path, body)).payment_url;
  }
  const path = "/api/payments/razorpay-order";
  return (await api.post<{ checkout_url: string }>(path, body)).checkout_url;
}
