import { Button, formatMoney, Money, Sheet } from "../../look";
import { QuoteTable } from "../parts/quote";
import { send, takeOffSoldOut, trouble } from "../state/orders";
import { say } from "../table-words";

const dismiss = () => {
  trouble.value = null;
};

/** What stands between the guest and the order; nothing has been ordered while this is open. */
export function TroubleSheet() {
  const now = trouble.value;
  if (!now) return null;
  if (now.kind === "price") {
    const total = now.quote.total_paise;
    const again = { ...now.request, expected_total_paise: total };
    return (
      <Sheet
        alert
        title={say("priceChanged")}
        onClose={dismiss}
        foot={
          <div class="stack tight">
            <Button kind="primary" size="big" wide onClick={() => send(again)}>
              <span>{say("orderAt", formatMoney(total))}</span>
            </Button>
            <Button kind="plain" wide autofocus onClick={dismiss}>
              {say("notNow")}
            </Button>
          </div>
        }
      >
        <div class="stack">
          <p>{say("priceChangedText")}</p>
          <p class="row apart">
            <span>{say("before")}</span>
            <s>
              <Money paise={now.before} />
            </s>
          </p>
          <h3>{say("now")}</h3>
          <QuoteTable quote={now.quote} />
        </div>
      </Sheet>
    );
  }
  if (now.kind === "sold_out") {
    return (
      <Sheet
        alert
        title={say("soldOutTitle", now.name)}
        onClose={dismiss}
        foot={
          <div class="stack tight">
            <Button kind="primary" size="big" wide onClick={() => takeOffSoldOut(now.itemId)}>
              {say("takeOff")}
            </Button>
            <Button kind="plain" wide autofocus onClick={dismiss}>
              {say("notNow")}
            </Button>
          </div>
        }
      >
        <p>{say("soldOutText")}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      alert
      title={say("notOrdered")}
      onClose={dismiss}
      foot={
        <Button kind="primary" size="big" wide autofocus onClick={dismiss}>
          {say("notNow")}
        </Button>
      }
    >
      <p>{now.text}</p>
    </Sheet>
  );
}
