import { Button, Empty, Icon } from "../../look";
import { openSheet } from "../state/nav";
import { clearFilters, filters, menu, shownCount } from "../state/shop";
import { t } from "../words";

export function FilterButton() {
  const count = filters.value.length;
  return (
    <button
      type="button"
      class={count > 0 ? "filter-button on" : "filter-button"}
      aria-label={count > 0 ? t("filtersOn", count) : t("filters")}
      onClick={() => openSheet({ kind: "filters" })}
    >
      <Icon name="filter" size="1.5rem" />
      {count > 0 && <span class="dock-count num">{count}</span>}
    </button>
  );
}

export function NothingPasses() {
  return (
    <Empty
      icon="filter"
      title={t("nothingPasses")}
      action={<Button onClick={clearFilters}>{t("clearFilters")}</Button>}
    >
      {t("nothingPassesText")}
    </Empty>
  );
}

export function HiddenByFilters() {
  const hidden = (menu.value?.items.length ?? 0) - shownCount.value;
  if (hidden <= 0) return null;
  return (
    <div class="hidden-note">
      <p>{t("hidden", hidden)}</p>
      <Button kind="plain" onClick={clearFilters}>
        {t("clearFilters")}
      </Button>
    </div>
  );
}
