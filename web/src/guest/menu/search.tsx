import { effect, signal } from "@preact/signals";
import type { MenuItem, SearchResult } from "../../api/schema";
import { Empty, Icon } from "../../look";
import { passes } from "../model/filters";
import { searchHere } from "../model/menu";
import { api } from "../state/seat";
import { filters, menu } from "../state/shop";
import { t } from "../words";
import { DishCard } from "./dish-card";
import { FilterButton, HiddenByFilters } from "./filters";

export const query = signal("");
/** Ids the box found for the query; null while it has not answered, or cannot. */
const found = signal<{ query: string; ids: string[] } | null>(null);

const PAUSE_MS = 160;
let timer: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const wanted = query.value.trim();
  clearTimeout(timer);
  if (wanted === "") return;
  timer = setTimeout(() => {
    const path = `/api/menu/search?limit=50&q=${encodeURIComponent(wanted)}`;
    api.get<SearchResult>(path, { tries: 1, timeoutMs: 3000 }).then(
      (answer) => {
        const current = query.peek().trim();
        if (current === wanted) {
          found.value = { query: wanted, ids: answer.items.map((hit) => hit.id) };
        }
      },
      () => undefined,
    );
  }, PAUSE_MS);
});

export function SearchBar() {
  return (
    <div class="search-row">
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          (document.activeElement as HTMLElement | null)?.blur();
        }}
      >
        <Icon name="search" />
        <input
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          aria-label={t("search")}
          placeholder={t("searchHint")}
          maxLength={80}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
        {query.value !== "" && (
          <button type="button" aria-label={t("clearSearch")} onClick={() => (query.value = "")}>
            <Icon name="close" />
          </button>
        )}
      </form>
      <FilterButton />
    </div>
  );
}

/** What the box found (it forgives typos); until it answers, what this phone finds. */
function results(): MenuItem[] {
  const now = menu.value;
  if (!now) return [];
  const wanted = query.value.trim();
  const answer = found.value;
  const items =
    answer?.query === wanted
      ? answer.ids.flatMap((id) => now.items.filter((item) => item.id === id))
      : searchHere(now, wanted);
  return items.filter((item) => passes(item, filters.value));
}

export function SearchResults() {
  const items = results();
  return (
    <section>
      <p class={items.length > 0 ? "search-count" : "said"} role="status">
        {t("found", items.length)}
      </p>
      {items.length === 0 ? (
        <Empty icon="search" title={t("nothingFound")}>
          {t("nothingFoundText")}
        </Empty>
      ) : (
        <ul>
          {items.map((item) => (
            <DishCard key={item.id} item={item} />
          ))}
        </ul>
      )}
      {filters.value.length > 0 && <HiddenByFilters />}
    </section>
  );
}
