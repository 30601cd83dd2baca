import type { Bill, BillLine, OrderLine } from "../../api/schema";

/** One of those who share a bill. */
export interface Payer {
  id: number;
  name: string;
}

/** How many portions of each line each of them took: by line, then by person. */
export type Portions = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** `numerator` of `denominator` of a line, for one person. */
export interface Cut {
  payer: number;
  numerator: number;
  denominator: number;
}

/** The box knows no finer fraction. */
const FINEST = 100;
export const MOST_PARTS = 20;

/** One more portion of a line for each of `payers`. */
export function give(portions: Portions, lineId: string, payers: number[]): Portions {
  const mine = new Map(portions.get(lineId) ?? []);
  for (const payer of payers) mine.set(payer, (mine.get(payer) ?? 0) + 1);
  const sum = [...mine.values()].reduce((a, b) => a + b, 0);
  return sum > FINEST ? portions : new Map(portions).set(lineId, mine);
}

/** What this person took of the line, taken back. */
export function takeBack(portions: Portions, lineId: string, payer: number): Portions {
  const mine = new Map(portions.get(lineId) ?? []);
  mine.delete(payer);
  return new Map(portions).set(lineId, mine);
}

/** As if this person had never been there. */
export function without(portions: Portions, payer: number): Portions {
  return [...portions.keys()].reduce((all, line) => takeBack(all, line, payer), portions);
}

/**
 * Who has which fraction: of three naans, somebody who took one has a third; where more portions
 * were taken than there are pieces, the line is shared in proportion.
 */
export function cutsOf(line: BillLine, portions: Portions): Cut[] {
  const taken = [...(portions.get(line.line_id) ?? [])];
  const sum = taken.reduce((all, [, count]) => all + count, 0);
  const denominator = Math.max(Math.min(line.quantity, FINEST), sum);
  return taken.map(([payer, numerator]) => ({ payer, numerator, denominator }));
}

function leftOf(line: BillLine, portions: Portions): number {
  return cutsOf(line, portions).reduce((left, cut) => left - cut.numerator / cut.denominator, 1);
}

/** Thirds do not add up to one in a computer. */
export const isLeft = (line: BillLine, portions: Portions) => leftOf(line, portions) > 1e-9;

export interface PartDraft {
  label: string;
  lines: { line_id: string; numerator: number; denominator: number }[];
}

export const nameOf = (payer: Payer, payers: Payer[]) =>
  payer.name.trim() || `Person ${payers.indexOf(payer) + 1}`;

/** What is asked of the box. Who took nothing has no part, unless the rest is theirs. */
export function partsOf(bill: Bill, payers: Payer[], portions: Portions): PartDraft[] {
  const parts = payers.map((payer) => ({
    label: nameOf(payer, payers),
    lines: bill.lines.flatMap((line) =>
      cutsOf(line, portions)
        .filter((cut) => cut.payer === payer.id)
        .map(({ numerator, denominator }) => ({ line_id: line.line_id, numerator, denominator })),
    ),
  }));
  const over = bill.lines.some((line) => isLeft(line, portions));
  return parts.filter((part, at) => part.lines.length > 0 || (over && at === parts.length - 1));
}

/**
 * About what each comes to. The box's own sum counts, as it knows each line's tax; the last takes
 * what nobody took.
 */
export function aboutEach(bill: Bill, payers: Payer[], portions: Portions): number[] {
  const net = bill.lines.reduce((sum, line) => sum + line.net_paise, 0);
  if (net === 0) return payers.map(() => 0);
  const of = (payer: Payer) =>
    bill.lines
      .flatMap((line) =>
        cutsOf(line, portions)
          .filter((cut) => cut.payer === payer.id)
          .map((cut) => (line.net_paise * cut.numerator) / cut.denominator),
      )
      .reduce((sum, one) => sum + one, 0);
  const shares = payers.slice(0, -1).map((one) => Math.round((of(one) / net) * bill.due_paise));
  return [...shares, bill.due_paise - shares.reduce((sum, one) => sum + one, 0)];
}

/** "1½" of two thirds of three naans would be "2": pieces, in halves, thirds and quarters. */
export function pieces(quantity: number, numerator: number, denominator: number): string {
  const whole = Math.floor((quantity * numerator) / denominator);
  const rest = quantity * numerator - whole * denominator;
  if (rest === 0) return String(whole);
  const sign = SIGNS.find(([n, d]) => n * denominator === rest * d)?.[2];
  if (sign) return `${whole > 0 ? whole : ""}${sign}`;
  return quantity === 1
    ? `${numerator}/${denominator}`
    : `${numerator}/${denominator} of ${quantity}`;
}

const SIGNS: [number, number, string][] = [
  [1, 2, "½"],
  [1, 3, "⅓"],
  [2, 3, "⅔"],
  [1, 4, "¼"],
  [3, 4, "¾"],
  [1, 5, "⅕"],
  [1, 6, "⅙"],
  [1, 8, "⅛"],
];

/** By seats or guests: who there is, and how many lines are theirs; the rest is for all. */
export function groups(
  lines: OrderLine[],
  nameOf: (line: OrderLine) => string | null,
): { name: string; lines: number }[] {
  const found = new Map<string, number>();
  for (const line of lines) {
    const name = nameOf(line);
    if (name !== null) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return [...found].map(([name, lines]) => ({ name, lines })).sort(byName);
}

const byName = (a: { name: string }, b: { name: string }) =>
  a.name.localeCompare(b.name, "en", { numeric: true });
