import { signal } from "@preact/signals";
import { Button, Empty, formatMoney, Icon, Sheet, toast } from "../../look";
import { byGuest } from "../model/cart";
import { QuoteTable } from "../parts/quote";
import { cart, lines, myLines, otherLines, settled } from "../state/cart";
import { live } from "../state/live";
import { closeSheet, openSheet } from "../state/nav";
import { placeOrder, placing } from "../state/orders";
import { phone, setTexts, wantsTexts } from "../state/phone";
import { phase } from "../state/seat";
import { house } from "../state/shop";
import { say } from "../table-words";
import { t } from "../words";
import { CartLineRow } from "./cart-line";

/** What one press orders: the asker's own dishes, or everybody's. */
const whole = signal(false);

function wantsWhole(): boolean {
  return otherLines.value.length > 0 && (whole.value || myLines.value.length === 0);
}

export function CartSheet() {
  if (lines.value.length === 0 && !placing.value) {
    return (
      <Sheet title={say("yourOrder")} onClose={closeSheet}>
        <Empty
          title={say("cartEmpty")}
          action={
            <Button kind="primary" onClick={closeSheet}>
              {say("lookAtMenu")}
            </Button>
          }
        >
          {say("cartEmptyText")}
        </Empty>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={say("yourOrder")}
      onClose={closeSheet}
      foot={placing.value ? <Sending /> : <Place />}
    >
      <div class="stack">
        {myLines.value.length > 0 && (
          <section>
            {otherLines.value.length > 0 && <h3 class="cart-who">{say("yourDishes")}</h3>}
            <ul>
              {myLines.value.map((line) => (
                <CartLineRow key={line.line_id} line={line} />
              ))}
            </ul>
          </section>
        )}
        {byGuest(otherLines.value).map((group) => (
          <section key={group.who.id}>
            <h3 class="cart-who">{say("othersDishes", group.who.name)}</h3>
            <ul>
              {group.lines.map((line) => (
                <CartLineRow key={line.line_id} line={line} />
              ))}
            </ul>
          </section>
        ))}
        {!placing.value && <WhatToOrder />}
        <Sum />
        {!placing.value && <PhoneLine />}
      </div>
    </Sheet>
  );
}

function WhatToOrder() {
  if (otherLines.value.length === 0 || myLines.value.length === 0) return null;
  const choices: [boolean, string][] = [
    [false, say("justMine")],
    [true, say("wholeTable")],
  ];
  return (
    <div class="either" role="group" aria-label={say("whatToOrder")}>
      {choices.map(([value, word]) => (
        <button
          key={word}
          type="button"
          aria-pressed={wantsWhole() === value ? "true" : "false"}
          onClick={() => (whole.value = value)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

function quote() {
  const now = cart.value;
  return now ? (wantsWhole() ? now.quote : now.my_quote) : null;
}

/** The rows keep their place while the box counts, so that the button does not move. */
function Sum() {
  const now = quote();
  if (!now) return null;
  return (
    <div class={settled.value || placing.value ? "sum" : "sum counting"} aria-busy={!settled.value}>
      <QuoteTable quote={now} />
    </div>
  );
}

function PhoneLine() {
  const mode = house.value?.otp_mode;
  if (mode === undefined || mode === "NEVER") return null;
  if (phone.value) return <Texts to={phone.value} />;
  if (mode === "REQUIRED") return null;
  return (
    <button type="button" class="link" onClick={() => openSheet({ kind: "phone" })}>
      {say("addPhone")}
    </button>
  );
}

/** Where texts go, and that they may stop. */
function Texts({ to }: { to: string }) {
  const wanted = wantsTexts.value;
  function turn() {
    setTexts(!wanted).catch(() => toast(say("textsFailed"), { bad: true }));
  }
  return (
    <p class="soft small">
      {say(wanted ? "phoneIs" : "noTextsTo", to)}{" "}
      <button type="button" class="link" onClick={turn} data-testid="turn-texts">
        {say(wanted ? "stopTexts" : "startTexts")}
      </button>
    </p>
  );
}

function Place() {
  const now = quote();
  const ordered = wantsWhole() ? lines.value : myLines.value;
  const gone = ordered.some((line) => !line.is_available);
  if (phase.value === "ended") return <p class="gone-note">{say("closed")}</p>;
  if (house.value?.otp_mode === "REQUIRED" && !phone.value) {
    return (
      <Button kind="primary" size="big" wide onClick={() => openSheet({ kind: "phone" })}>
        {say("phoneFirst")}
      </Button>
    );
  }
  const ready = settled.value && now !== null;
  const price = now ? formatMoney(now.total_paise) : "";
  const word = wantsWhole() ? say("placeAll", price) : say("placeMine", price);
  return (
    <Button
      kind="primary"
      size="big"
      wide
      disabled={gone || !ready}
      onClick={() => now && placeOrder(wantsWhole(), now)}
    >
      <span>{gone ? say("cartSoldOut") : ready ? word : say("savingCart")}</span>
    </Button>
  );
}

function Sending() {
  const offline = live.state.value === "stale";
  return (
    <div class="sending" role="status">
      {offline ? <Icon name="offline" size="1.5rem" /> : <span class="spin" aria-hidden="true" />}
      <div>
        <strong>{t("sending")}</strong>
        <p class="small">{offline ? say("sendingOffline") : say("sendingText")}</p>
      </div>
    </div>
  );
}
