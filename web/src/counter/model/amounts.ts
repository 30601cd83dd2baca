import { formatMoney, parseMoney } from "../../look/money";

/** What people say they pay each, and what that leaves; or what is wrong with it. */
export type Amounts = { amounts: number[]; rest: number } | { wrong: string };

export function readAmounts(typed: string[], due: number): Amounts {
  const amounts: number[] = [];
  for (const text of typed) {
    if (text.trim() === "") continue;
    const paise = parseMoney(text);
    if (paise === null || paise === 0) return { wrong: `“${text}” is no amount` };
    amounts.push(paise);
  }
  const rest = due - amounts.reduce((sum, one) => sum + one, 0);
  if (rest < 0) return { wrong: `${formatMoney(-rest)} too much` };
  const parts = amounts.length + (rest > 0 ? 1 : 0);
  if (amounts.length === 0 || parts < 2) return { wrong: "Say what the first one pays" };
  return { amounts, rest };
}

/** What is paid now: all that is due unless somebody said less, and a tip unless nobody did. */
export function readPaid(
  amount: string,
  tip: string,
  due: number,
): { amount: number; tip: number } | { wrong: string; field: "amount" | "tip" } {
  const wanted = amount.trim() === "" ? due : parseMoney(amount);
  if (wanted === null || wanted === 0) return { wrong: "That is no amount", field: "amount" };
  if (wanted > due) return { wrong: `At most ${formatMoney(due)} is due`, field: "amount" };
  const given = tip.trim() === "" ? 0 : parseMoney(tip);
  if (given === null) return { wrong: "That is no amount", field: "tip" };
  return { amount: wanted, tip: given };
}
