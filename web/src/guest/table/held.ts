import { useEffect, useRef } from "preact/hooks";
import type { Bill, Claim } from "../../api/schema";
import { now } from "../../staff/clock";
import { nextEnd } from "../model/claims";
import { claims, ended, loadClaims, myClaim } from "../state/claims";

/** The box's clock and ours may differ by a moment. */
const LATER_MS = 1_000;

/** Keeps what is held as fresh as the bill: asked again with its changes and when a hold ends. */
export function useClaims(bill: Bill): void {
  useEffect(() => void loadClaims(bill.id), [bill.id, bill.version]);
  const end = nextEnd(claims.value) + LATER_MS;
  const over = now.value >= end;
  useEffect(() => {
    if (over) void loadClaims(bill.id);
  }, [over, end]);
}

/** Says what became of one's own choice once it is held no more. */
export function useMyClaim(bill: Bill): Claim | null {
  const mine = myClaim.value;
  const last = useRef<{ claim: Claim; paid: number } | null>(null);
  useEffect(() => {
    const was = last.current;
    if (was && was.claim.id !== mine?.id) ended(was.claim, bill.paid_paise - was.paid);
    if (!mine) last.current = null;
    else last.current = { claim: mine, paid: bill.paid_paise };
  }, [mine?.id]);
  return mine;
}
