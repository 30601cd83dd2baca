import { computed, signal } from "@preact/signals";
import type { Bill, Choice, Claim, Claims } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { formatMoney, toast } from "../../look";
import { now } from "../../staff/clock";
import { mineOf, othersOf } from "../model/claims";
import { say } from "../table-words";
import { t } from "../words";
import { billChanged } from "./orders";
import { api, me } from "./seat";

/** What is held of the bill and by whom. */
export const claims = signal<Claims | null>(null);
export const myClaim = computed(() => mineOf(claims.value, me().id, now.value));
export const othersClaims = computed(() => othersOf(claims.value, me().id, now.value));

/** Why there is to choose again. */
export const notice = signal("");
export const choosing = signal(false);

/** Given up here, on the guest's own wish. */
const givenUp = new Set<string>();

let asked = 0;

/** An answer that was overtaken by a newer question is not looked at. */
export async function loadClaims(billId: string): Promise<void> {
  const mine = ++asked;
  try {
    const found = await api.get<Claims>(`/api/bills/${billId}/claims`);
    if (mine === asked) claims.value = found;
  } catch {
    // The bill can still be read; it is asked again with the next change.
  }
}

/** Holds what somebody chose, in place of what they chose before. */
export async function choose(billId: string, choice: Choice): Promise<void> {
  if (choosing.value) return;
  choosing.value = true;
  notice.value = "";
  try {
    await api.post<Claim>(`/api/bills/${billId}/claims`, choice);
  } catch (problem) {
    refused(asApiError(problem));
  }
  await loadClaims(billId);
  choosing.value = false;
}

/** Others are offered it at once. */
export async function giveUp(claim: Claim): Promise<void> {
  if (choosing.value) return;
  choosing.value = true;
  givenUp.add(claim.id);
  try {
    billChanged(await api.del<Bill>(`/api/bills/${claim.bill_id}/claims/${claim.id}`));
  } catch (problem) {
    refused(asApiError(problem));
  }
  await loadClaims(claim.bill_id);
  choosing.value = false;
}

/** What was held is not any more: the money came, or its time was over. */
export function ended(claim: Claim, paidSince: number): void {
  if (givenUp.has(claim.id)) return;
  if (paidSince >= claim.amount_paise) {
    notice.value = say("youPaid", formatMoney(claim.amount_paise));
  } else if (now.value >= Date.parse(claim.held_until)) notice.value = say("holdOver");
}

/** What the box refused, as something the guest can go on from; false where it is of no use. */
export function refused(error: ApiError): boolean {
  switch (error.code) {
    case "bill_held": {
      const free = Number(error.details.free_paise ?? 0);
      notice.value = free > 0 ? say("stillFree", formatMoney(free)) : say("allHeld");
      return true;
    }
    case "more_than_due":
    case "part_required":
    case "already_paid":
    case "invalid_value":
    case "not_found":
      notice.value = say("billChanged");
      return true;
    default:
      toast(t("tryAgain"), { bad: true });
      return false;
  }
}
