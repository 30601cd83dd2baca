import { Button, DietMark, Icon, Sheet } from "../../look";
import { FILTERS } from "../model/filters";
import { closeSheet } from "../state/nav";
import { clearFilters, filters, shownCount, toggleFilter } from "../state/shop";
import { say } from "../table-words";
import { t } from "../words";

export function FilterSheet() {
  return (
    <Sheet
      title={t("filters")}
      onClose={closeSheet}
      foot={
        <Button kind="primary" size="big" wide onClick={closeSheet}>
          {say("showDishes", shownCount.value)}
        </Button>
      }
    >
      <div class="stack">
        <div class="filter-grid">
          {FILTERS.map((filter) => (
            <button
              key={filter}
              type="button"
              class="filter-tile"
              aria-pressed={filters.value.includes(filter) ? "true" : "false"}
              onClick={() => toggleFilter(filter)}
            >
              {filter === "veg" && <DietMark diet="VEG" size="1.125rem" />}
              <span class="grow">{t(filter)}</span>
              {filters.value.includes(filter) && <Icon name="check" />}
            </button>
          ))}
        </div>
        <p class="soft small">{say("filtersText")}</p>
        {filters.value.length > 0 && (
          <Button kind="plain" wide onClick={clearFilters}>
            {t("clearFilters")}
          </Button>
        )}
      </div>
    </Sheet>
  );
}
