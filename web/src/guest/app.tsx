import { useEffect, useRef } from "preact/hooks";
import { Bone, Button, Empty, ErrorState, Loading, Toasts } from "../look";
import { MenuPage } from "./menu/menu-page";
import { Dock } from "./parts/dock";
import { Header } from "./parts/header";
import { begin } from "./begin";
import { later } from "./later";
import { openSheet, route } from "./state/nav";
import { gateOf, joinError, phase } from "./state/seat";
import { house, menu } from "./state/shop";
import { t } from "./words";

export function App() {
  const Sheets = later.value?.Sheets;
  return (
    <>
      <Header />
      <Seated />
      {Sheets && <Sheets />}
      <Toasts />
    </>
  );
}

function Seated() {
  const error = joinError.value;
  if (house.value?.setup_needed) {
    return <Empty title={t("notOpen")}>{t("notOpenText")}</Empty>;
  }
  if (phase.value === "failed" && error?.code === "unknown_table_code") {
    return <WrongCode title={t("unknownCode")} text={t("unknownCodeText")} />;
  }
  if (phase.value === "failed" && error?.code === "table_code_rotated") {
    return <WrongCode title={t("rotatedCode")} text={t("rotatedCodeText")} />;
  }
  if (phase.value === "failed" && !menu.value) {
    return (
      <ErrorState title={t("cannotReach")} onRetry={() => void begin()}>
        {t("cannotReachText")}
      </ErrorState>
    );
  }
  return (
    <>
      <Place />
      {phase.value === "failed" ? <NotSeated /> : <Dock />}
    </>
  );
}

/** The paper menu can be read without a table. */
function WrongCode({ title, text }: { title: string; text: string }) {
  const read = (
    <a class="btn" href="/menu">
      {t("readMenu")}
    </a>
  );
  return (
    <ErrorState title={title} action={read}>
      {text}
    </ErrorState>
  );
}

function Place() {
  const view = route.value.view;
  const first = useRef(true);
  // Who hears the page is told where they are now; not at the very start.
  useEffect(() => {
    if (!first.current)
      document.querySelector<HTMLElement>("#main h1")?.focus({ preventScroll: true });
    first.current = false;
  }, [view]);
  if (view === "menu") return <MenuPage />;
  const Page = view === "orders" ? later.value?.OrdersPage : later.value?.BillPage;
  return Page ? <Page /> : <PageBones />;
}

function PageBones() {
  return (
    <main class="page padded">
      <Loading>
        <Bone height="12rem" />
      </Loading>
    </main>
  );
}

/** The menu can be read while the box is away, or asks for more than the code. */
function NotSeated() {
  const error = joinError.value;
  if (!error) return null;
  const gate = gateOf(error);
  const away = error.uncertain;
  return (
    <div class="dock not-seated" role="alert">
      <p class="grow">
        {gate ? (
          <>
            <strong>{gate === "pin" ? t("pinNeeded") : t("askToBeSeated")}</strong>{" "}
            {t("readMeanwhile")}
          </>
        ) : (
          <>
            <strong>{away ? `${t("cannotReach")}.` : error.message}</strong> {t("joinFailed")}{" "}
            {away && t("staleHelp")}
          </>
        )}
      </p>
      {gate === "pin" ? (
        <Button kind="primary" onClick={() => openSheet({ kind: "pin" })}>
          {t("enterPin")}
        </Button>
      ) : (
        <Button kind="primary" onClick={() => void begin()}>
          {t("joinRetry")}
        </Button>
      )}
    </div>
  );
}
