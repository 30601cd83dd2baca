import { useEffect, useState } from "preact/hooks";
import type { Drawer } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, formatMoney, Icon, Money, Sheet } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { verdict } from "../model/drawer";
import { counted, drawers, mine, readDrawers, sendingDrawer } from "../state/drawer";
import { CountSheet } from "./count";
import { FloatSheet, MoveSheet } from "./move";

type Asked = { what: "open" } | { what: "IN" | "OUT" | "count"; drawer: Drawer } | null;

/** One's own drawer, and for managers everybody's. */
export function DrawerCard() {
  useEffect(readDrawers, []);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const own = mine.value;
  const others = (drawers.value ?? []).filter((one) => one !== own);
  const result = counted.value;
  if (drawers.value === null) return null;
  return (
    <section class="payments" data-testid="drawer">
      <h3>Drawer</h3>
      {own ? (
        <Own drawer={own} onAsk={(what) => setAsked({ what, drawer: own })} />
      ) : (
        <div class="drawer-card">
          <p>
            <strong>You have no open drawer.</strong>{" "}
            <span class="soft">Cash you take now is in nobody’s count.</span>
          </p>
          <Button
            kind="primary"
            wide
            busy={sendingDrawer.value}
            testid="drawer-open"
            onClick={() => setAsked({ what: "open" })}
          >
            Open a drawer
          </Button>
        </div>
      )}
      {others.length > 0 && (
        <ul>
          {others.map((one) => (
            <li key={one.id} class="payment">
              <span class="grow">
                <strong>{one.cashier}</strong>
                <small class="soft num">since {formatTime(one.opened_at)}</small>
              </span>
              {one.expected_paise !== null && <Money paise={one.expected_paise} />}
              {may(...MANAGERS) && (
                <Button
                  testid={`drawer-count-${one.cashier}`}
                  onClick={() => setAsked({ what: "count", drawer: one })}
                >
                  Count
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked?.what === "open" && <FloatSheet onClose={close} />}
      {(asked?.what === "IN" || asked?.what === "OUT") && (
        <MoveSheet drawer={asked.drawer} kind={asked.what} onClose={close} />
      )}
      {asked?.what === "count" && <CountSheet drawer={asked.drawer} onClose={close} />}
      {result && <Result drawer={result} />}
    </section>
  );
}

function Own({ drawer, onAsk }: { drawer: Drawer; onAsk: (what: "IN" | "OUT" | "count") => void }) {
  const moves = drawer.entries.filter((one) => one.kind === "IN" || one.kind === "OUT").slice(0, 5);
  return (
    <div class="drawer-card">
      <div class="row apart">
        <span>
          <strong>Yours</strong>
          <small class="soft num block">
            since {formatTime(drawer.opened_at)}, float {formatMoney(drawer.float_paise)}
          </small>
        </span>
        {drawer.expected_paise !== null && (
          <span class="should">
            <small class="soft">should hold</small>
            <Money paise={drawer.expected_paise} strong />
          </span>
        )}
      </div>
      {moves.map((one) => (
        <div key={one.id} class="row apart small soft">
          <span class="grow">
            {formatTime(one.at)} · {one.reason}
          </span>
          <Money paise={one.amount_paise} />
        </div>
      ))}
      <div class="bill-acts">
        <Button testid="cash-in" onClick={() => onAsk("IN")}>
          Cash in
        </Button>
        <Button testid="cash-out" onClick={() => onAsk("OUT")}>
          Cash out
        </Button>
        <Button
          kind="primary"
          busy={sendingDrawer.value}
          testid="drawer-count"
          onClick={() => onAsk("count")}
        >
          Count and close
        </Button>
      </div>
    </div>
  );
}

const SAYS = { over: "over", short: "short", right: "It is right" };

/** What was counted against what there should have been: said after the count, never before. */
function Result({ drawer }: { drawer: Drawer }) {
  const difference = drawer.difference_paise ?? 0;
  const how = verdict(difference);
  const close = () => (counted.value = null);
  return (
    <Sheet
      title={`${drawer.cashier}’s drawer is closed`}
      onClose={close}
      foot={
        <Button kind="primary" size="big" wide testid="counted-done" onClick={close}>
          Done
        </Button>
      }
    >
      <div class={`counted ${how}`} data-testid="drawer-difference">
        <Icon name={how === "right" ? "check" : "warn"} size="2.5rem" />
        <strong>
          {how !== "right" && <span class="num">{formatMoney(Math.abs(difference))} </span>}
          {SAYS[how]}
        </strong>
      </div>
      <dl class="sums">
        <Sum name="Float" paise={drawer.float_paise} />
        <Sum name="Bills" paise={drawer.sums?.sales_paise ?? 0} />
        <Sum name="Tips" paise={drawer.sums?.tips_paise ?? 0} />
        <Sum name="Put in" paise={drawer.sums?.cash_in_paise ?? 0} />
        <Sum name="Taken out" paise={-(drawer.sums?.cash_out_paise ?? 0)} />
        <Sum name="Paid back" paise={-(drawer.sums?.refunds_paise ?? 0)} />
        <Sum name="Should be" paise={drawer.expected_paise ?? 0} strong />
        <Sum name="Counted" paise={drawer.counted_paise ?? 0} strong />
      </dl>
    </Sheet>
  );
}

function Sum({ name, paise, strong }: { name: string; paise: number; strong?: boolean }) {
  if (paise === 0 && !strong) return null;
  return (
    <div class={strong ? "sum strong" : "sum"}>
      <dt>{name}</dt>
      <dd>
        <Money paise={paise} />
      </dd>
    </div>
  );
}
