import { signal } from "@preact/signals";
import type { Claim, Way } from "../../api/schema";
import { asApiError } from "../../app/api";
import { giveUp, refused } from "./claims";
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

// Somebody who comes back with the phone's own Back finds the page as they left it.
addEventListener("pageshow", (event) => {
  if (event.persisted) leaving.value = false;
});

/** Off to the gateway's own page: cards are never typed into one of ours. */
export async function payOnline(
  claim: Claim,
  method: "RAZORPAY" | "STRIPE",
  tip: number,
): Promise<void> {
  if (leaving.value) return;
  leaving.value = true;
  const body = { bill_id: claim.bill_id, claim_id: claim.id, tip_paise: tip };
  try {
    location.href = await pageOf(method, body);
  } catch (problem) {
    // What was held is taken meanwhile, or not due any more: then there is to choose again.
    if (refused(asApiError(problem))) await giveUp(claim);
    void loadWays(claim.bill_id);
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
