import { lang, setLang } from "../../app/i18n";
import { Icon } from "../../look";
import { openSheet } from "../state/nav";
import { seat, sitting } from "../state/seat";
import { house } from "../state/shop";
import { t } from "../words";

export function Header() {
  const here = sitting.value?.table_name;
  const name = seat.value?.guestName;
  return (
    <header class="head">
      <div class="grow">
        <p class="head-name">{house.value?.name || " "}</p>
        <p class="head-table">
          {here ? (
            <span>{t("table", here)}</span>
          ) : (
            <span class="soft">{house.value?.tagline}</span>
          )}
          {here && name && (
            <button
              type="button"
              class="head-me"
              aria-label={t("changeName", name)}
              onClick={() => openSheet({ kind: "name" })}
            >
              <span>{name}</span>
              <Icon name="edit" size="1rem" />
            </button>
          )}
        </p>
      </div>
      <button
        type="button"
        class="head-lang"
        lang={lang.value === "hi" ? "en" : "hi"}
        aria-label={t("language")}
        onClick={() => void setLang(lang.value === "hi" ? "en" : "hi")}
      >
        {t("languageShort")}
      </button>
    </header>
  );
}
