import { useEffect, useState } from "preact/hooks";
import type { Menu, MenuItem, SearchResult } from "../../api/schema";
import { api } from "../../staff/session";

const PAUSE_MS = 250;

/**
 * Dishes the box thinks were meant: its search bears typos, this page's filter does not. Asked
 * only when the filter has found nothing, after a pause in typing.
 */
export function useGuesses(menu: Menu, words: string, wanted: boolean): MenuItem[] {
  const [ids, setIds] = useState<string[]>([]);
  useEffect(() => {
    setIds([]);
    if (!wanted || words.trim().length < 3) return;
    let left = false;
    const timer = setTimeout(() => {
      const query = `/api/menu/search?limit=6&q=${encodeURIComponent(words.trim())}`;
      api.get<SearchResult>(query, { tries: 1 }).then(
        (answer) => !left && setIds(answer.items.map((one) => one.id)),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [words, wanted]);
  return ids.flatMap((id) => menu.items.find((one) => one.id === id) ?? []);
}
