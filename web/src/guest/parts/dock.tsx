import { useEffect, useRef } from "preact/hooks";
import { formatPrice, Icon, type IconName, StaleBanner } from "../../look";
import { countOf, sumOf } from "../model/cart";
import { isOver } from "../model/progress";
import { lines, myLines } from "../state/cart";
import { live } from "../state/live";
import { openSheet, route, show, type View } from "../state/nav";
import { bill, orders, placing } from "../state/orders";
import { phase } from "../state/seat";
import { t } from "../words";

/** Everything at the thumb's height: how fresh the page is, the cart, the four places to go. */
export function Dock() {
  const state = live.state.value;
  const dock = useRef<HTMLDivElement>(null);

  // Passing messages stand on the dock, however tall it is just now.
  useEffect(() => {
    if (!dock.current) return;
    const lift = (height: number) =>
      document.documentElement.style.setProperty("--toast-lift", `${height + 8}px`);
    const watcher = new ResizeObserver(([entry]) => entry && lift(entry.contentRect.height));
    watcher.observe(dock.current);
    return () => watcher.disconnect();
  }, []);

  return (
    <div class="dock" ref={dock}>
      {state === "stale" && phase.value === "seated" && (
        <StaleBanner ageMs={live.ageMs.value}>
          {t("staleText")} {t("staleHelp")}
        </StaleBanner>
      )}
      <CartBar />
      <nav class="dock-nav">
        <Place view="menu" icon="tiffin" word={t("menu")} />
        <Place view="orders" icon="clock" word={t("ourTable")} count={openOrders()} />
        <Place view="bill" icon="bill" word={t("bill")} />
        <button
          type="button"
          disabled={phase.value !== "seated"}
          onClick={() => openSheet({ kind: "calls" })}
        >
          <span class="dock-icon">
            <Icon name="bell" size="1.5rem" />
          </span>
          <span>{t("help")}</span>
        </button>
      </nav>
    </div>
  );
}

function openOrders(): number {
  return bill.value?.state === "PAID"
    ? 0
    : orders.value.filter((one) => !isOver(one) && one.status !== "SERVED").length;
}

interface PlaceProps {
  view: View;
  icon: IconName;
  word: string;
  count?: number;
}

function Place({ view, icon, word, count = 0 }: PlaceProps) {
  const here = route.value.view === view;
  return (
    <button type="button" aria-current={here ? "page" : undefined} onClick={() => show(view)}>
      <span class="dock-icon">
        <Icon name={icon} size="1.5rem" />
        {count > 0 && <span class="dock-count num">{count}</span>}
      </span>
      <span>{word}</span>
    </button>
  );
}

function CartBar() {
  if (placing.value) {
    return (
      <button type="button" class="cart-bar waiting" onClick={() => openSheet({ kind: "cart" })}>
        <span class="spin" aria-hidden="true" />
        <span class="grow">{t("sending")}</span>
        <Icon name="next" />
      </button>
    );
  }
  if (phase.value === "ended" || lines.value.length === 0) return null;
  // With nothing of one's own, the bar is about what the others are choosing.
  const ours = myLines.value.length > 0 ? myLines.value : lines.value;
  return (
    <button type="button" class="cart-bar" onClick={() => openSheet({ kind: "cart" })}>
      <span class="cart-bar-count">{countOf(ours)}</span>
      <span class="grow">{myLines.value.length === 0 ? t("seeTable") : t("seeOrder")}</span>
      <span>{formatPrice(sumOf(ours))}</span>
    </button>
  );
}
