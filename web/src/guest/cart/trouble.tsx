import { Button, formatMoney, Money, Sheet } from "../../look";
import { QuoteTable } from "../parts/quote";
import { send, takeOffSoldOut, trouble } from "../state/orders";
import { t } from "../words";

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
        title={t("priceChanged")}
        onClose={dismiss}
        foot={
          <div class="stack tight">
            <Button kind="primary" size="big" wide onClick={() => send(again)}>
              <span>{t("orderAt", formatMoney(total))}</span>
            </Button>
            <Button kind="plain" wide autofocus onClick={dismiss}>
              {t("notNow")}
            </Button>
          </div>
        }
      >
        <div class="stack">
          <p>{t("priceChangedText")}</p>
          <p class="row apart">
            <span>{t("before")}</span>
            <s>
              <Money paise={now.before} />
            </s>
          </p>
          <h3>{t("now")}</h3>
          <QuoteTable quote={now.quote} />
        </div>
      </Sheet>
    );
  }
  if (now.kind === "sold_out") {
    return (
      <Sheet
        alert
        title={t("soldOutTitle", now.name)}
        onClose={dismiss}
        foot={
          <div class="stack tight">
            <Button kind="primary" size="big" wide onClick={() => takeOffSoldOut(now.itemId)}>
              {t("takeOff")}
            </Button>
            <Button kind="plain" wide autofocus onClick={dismiss}>
              {t("notNow")}
            </Button>
          </div>
        }
      >
        <p>{t("soldOutText")}</p>
      </Sheet>
    );
  }
  return (
    <Sheet
      alert
      title={t("notOrdered")}
      onClose={dismiss}
      foot={
        <Button kind="primary" size="big" wide autofocus onClick={dismiss}>
          {t("notNow")}
        </Button>
      }
    >
      <p>{now.text}</p>
    </Sheet>
  );
}
