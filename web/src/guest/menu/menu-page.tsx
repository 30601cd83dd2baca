import { Bone, Empty, ErrorState, Loading } from "../../look";
import { loadMenu, menu, shopError, shown } from "../state/shop";
import { names, t } from "../words";
import { CategoryBar, sectionId } from "./category-bar";
import { DishCard } from "./dish-card";
import { HiddenByFilters, NothingPasses } from "./filters";
import { query, SearchBar, SearchResults } from "./search";

export function MenuPage() {
  return (
    <main class="page" id="main">
      <h1 class="said" tabIndex={-1}>
        {t("menu")}
      </h1>
      <SearchBar />
      <MenuBody />
    </main>
  );
}

function MenuBody() {
  if (!menu.value) return shopError.value ? <Unreachable /> : <MenuBones />;
  if (menu.value.items.length === 0) {
    return <Empty title={t("emptyMenu")}>{t("emptyMenuText")}</Empty>;
  }
  if (query.value.trim() !== "") return <SearchResults />;
  if (shown.value.length === 0) return <NothingPasses />;
  return (
    <>
      <CategoryBar sections={shown.value} />
      {shown.value.map(({ category, items }) => {
        const { first, second, firstLang, secondLang } = names(category);
        return (
          <section key={category.id} id={sectionId(category.id)} class="menu-section">
            <h2>
              <span lang={firstLang}>{first}</span>
              {second && (
                <span class="menu-section-second" lang={secondLang}>
                  {second}
                </span>
              )}
            </h2>
            <ul>
              {items.map((item) => (
                <DishCard key={item.id} item={item} />
              ))}
            </ul>
          </section>
        );
      })}
      <HiddenByFilters />
    </>
  );
}

export function Unreachable() {
  return (
    <ErrorState title={t("cannotReach")} onRetry={() => void loadMenu()}>
      {t("cannotReachText")}
    </ErrorState>
  );
}

/** The menu's own shape, so that nothing moves when it comes. */
function MenuBones() {
  return (
    <Loading>
      <div class="row bones-bar">
        {["5rem", "7rem", "6rem", "5rem"].map((width, at) => (
          <Bone key={at} width={width} height="1.25rem" />
        ))}
      </div>
      {[1, 2, 3, 4].map((at) => (
        <div key={at} class="dish">
          <div class="dish-words stack tight">
            <Bone width="1.125rem" height="1.125rem" />
            <Bone width="70%" height="1.25rem" />
            <Bone width="30%" />
            <Bone width="90%" />
          </div>
          <div class="dish-side">
            <Bone width="7rem" height="5.5rem" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
