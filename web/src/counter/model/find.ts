import type { MenuItem } from "../../api/schema";

/**
 * Finds dishes while a waiter types: the beginnings of words ("pan tik"), first letters ("pt"),
 * then any part of a word, then letters in order, for names that are half heard.
 */
export function findDishes(items: MenuItem[], query: string): MenuItem[] {
  const wanted = plain(query);
  if (!wanted) return items;
  return items
    .map((item, at) => ({ item, at, score: score(item, wanted) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map((one) => one.item);
}

function score(item: MenuItem, wanted: string): number {
  const names = [plain(item.name), plain(item.name_local)].filter(Boolean);
  const best = Math.max(0, ...names.map((name) => scoreName(name, wanted)));
  // A dish that cannot be had is found, but below those that can.
  return best > 0 && !item.is_available ? best / 100 : best;
}

function scoreName(name: string, wanted: string): number {
  const words = name.split(" ");
  const parts = wanted.split(" ");
  if (name.startsWith(wanted)) return 100;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 80;
  const initials = words.map((word) => word[0]).join("");
  if (wanted.length > 1 && initials.startsWith(wanted.replace(/ /g, ""))) return 60;
  if (parts.every((part) => name.includes(part))) return 40;
  return wanted.length >= 3 && inOrder(name, wanted.replace(/ /g, "")) ? 10 : 0;
}

/** All letters of the query occur, in order and close together. */
function inOrder(name: string, letters: string): boolean {
  const start = name.indexOf(letters[0] ?? "");
  let at = start;
  for (const letter of letters) {
    const next = name.indexOf(letter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return at - start <= letters.length + 3;
}

function plain(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** "2 pan" means two of what "pan" finds: how people write orders down. */
export function quickly(typed: string): { quantity: number; query: string } {
  const match = /^\s*(\d{1,2})\s*[x×]?\s+(.+)$/u.exec(typed);
  const quantity = Number(match?.[1] ?? 1);
  if (!match || quantity < 1 || quantity > 50) return { quantity: 1, query: typed };
  return { quantity, query: match[2] ?? "" };
}
