import type { Diet } from "../../api/schema";
import { type Card, isOpen } from "./card";

/** What is still to be cooked of one dish, over all open tickets. */
export interface Count {
  key: string;
  name: string;
  name_local: string;
  variant_name: string;
  diet: Diet;
  quantity: number;
  /** Portions somebody has begun. */
  started: number;
  /** What was asked for differently, each apart; empty for the plain dish alone. */
  ways: { words: string; quantity: number }[];
}

export function allDay(cards: readonly Card[]): Count[] {
  const counts = new Map<string, Count>();
  const counted = new Set<string>();
  for (const line of cards.flatMap((card) => card.lines)) {
    // A dish that cooks at two stations of this screen is still one portion.
    if (!isOpen(line) || line.quantity === 0 || counted.has(line.id)) continue;
    counted.add(line.id);
    const key = `${line.name}|${line.variant_name}`;
    const { name, name_local, variant_name, diet } = line;
    const count = counts.get(key) ?? {
      ...{ key, name, name_local, variant_name, diet },
      ...{ quantity: 0, started: 0, ways: [] },
    };
    counts.set(key, count);
    count.quantity += line.quantity;
    if (line.status === "COOKING") count.started += line.quantity;
    const words = [...[...line.modifiers].sort(), line.special_instructions].filter(Boolean);
    if (words.length > 0) addWay(count, words.join(" · "), line.quantity);
  }
  return [...counts.values()].sort(
    (a, b) => b.quantity - a.quantity || a.key.localeCompare(b.key, "en"),
  );
}

function addWay(count: Count, words: string, quantity: number): void {
  const way = count.ways.find((one) => one.words === words);
  if (way) way.quantity += quantity;
  else count.ways.push({ words, quantity });
  count.ways.sort((a, b) => b.quantity - a.quantity);
}
