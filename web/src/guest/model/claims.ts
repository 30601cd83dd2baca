import type { Bill, Choice, Claim, Claims } from "../../api/schema";

/** What a guest can choose on a bill that nobody has shared out. */
export type How = "MINE" | "EQUAL" | "AMOUNT" | "ALL";

const isHeld = (claim: Claim, now: number) =>
  claim.state === "HELD" && Date.parse(claim.held_until) > now;

/** What this guest chose last and still holds. */
export function mineOf(claims: Claims | null, guest: string, now: number): Claim | null {
  const own = claims?.items.filter((one) => one.guest_id === guest && isHeld(one, now)) ?? [];
  return own[own.length - 1] ?? null;
}

/** What the others pay just now. */
export function othersOf(claims: Claims | null, guest: string, now: number): Claim[] {
  return claims?.items.filter((one) => one.guest_id !== guest && isHeld(one, now)) ?? [];
}

/** An equal share as the box counts it: rounded, and the last one takes the odd paise. */
export function equalShare(total: number, of: number, free: number): number {
  const share = Math.round(total / of);
  return free - share < of ? free : share;
}

/** What the choice would cost; null while no amount was typed. */
export function costOf(
  how: How,
  bill: Bill,
  claims: Claims,
  of: number,
  typed: number | null,
): number | null {
  switch (how) {
    case "MINE":
      return claims.mine_paise;
    case "EQUAL":
      return equalShare(bill.quote.total_paise, of, claims.free_paise);
    case "AMOUNT":
      return typed !== null && typed > 0 && typed <= claims.free_paise ? typed : null;
    case "ALL":
      return claims.free_paise;
  }
}

export function choiceOf(how: How, of: number, amount: number): Choice {
  if (how === "MINE") return { how };
  if (how === "EQUAL") return { how, of };
  return { how: "AMOUNT", amount_paise: amount };
}

/** What is offered first: one's own dishes, where others have eaten too. */
export function offeredFirst(claims: Claims): How {
  return claims.mine_paise > 0 && claims.mine_paise < claims.free_paise ? "MINE" : "ALL";
}

/** When the next hold is over; then the box is asked again, for it sends no word of it. */
export function nextEnd(claims: Claims | null): number {
  const ends = claims?.items.map((one) => Date.parse(one.held_until)) ?? [];
  return Math.min(...ends, Infinity);
}
