import type { Order } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import {
  Badge,
  Bone,
  Button,
  clearToasts,
  confirm,
  DietMark,
  Empty,
  Icon,
  Loading,
} from "../../look";
import { detailsOf, lineName } from "../cart/cart-line";
import { inOrder, isOver, reasonOf, stepOf, STEPS } from "../model/progress";
import { show } from "../state/nav";
import { cancelOrder, orders, told } from "../state/orders";
import { seat, sitting } from "../state/seat";
import { t } from "../words";

export function OrdersPage() {
  const people = (sitting.value?.guests ?? []).map((guest) => guest.name).filter(Boolean);
  return (
    <main class="page padded" id="main">
      <h1 tabIndex={-1}>{t("ourTable")}</h1>
      {people.length > 1 && <p class="soft">{t("atTable", people.join(", "))}</p>}
      <OrderList />
    </main>
  );
}

function OrderList() {
  if (orders.value.length === 0 && !told.value) {
    return (
      <Loading>
        <div class="stack">
          <Bone height="12rem" />
          <Bone height="12rem" />
        </div>
      </Loading>
    );
  }
  if (orders.value.length === 0) {
    return (
      <Empty
        icon="clock"
        title={t("nothingOrdered")}
        action={
          <Button kind="primary" onClick={() => show("menu")}>
            {t("lookAtMenu")}
          </Button>
        }
      >
        {t("nothingOrderedText")}
      </Empty>
    );
  }
  return (
    <ol class="stack">
      {inOrder(orders.value).map((order) => (
        <OrderCard key={order.id} order={order} />
      ))}
    </ol>
  );
}

export function statusWords(order: Order): string {
  switch (order.status) {
    case "PAYMENT_PENDING":
    case "PENDING":
      return t("saysPending");
    case "CONFIRMED":
      return t("saysConfirmed");
    case "PREPARING":
      return t("saysPreparing");
    case "READY":
    case "OUT_FOR_DELIVERY":
      return t("saysReady");
    case "SERVED":
    case "DELIVERED":
      return t("saysServed");
    case "COMPLETED":
      return t("saysCompleted");
    case "REJECTED":
      return t("saysRejected");
    case "CANCELLED":
      return t("saysCancelled");
  }
}

function OrderCard({ order }: { order: Order }) {
  const cooking = order.status === "CONFIRMED" || order.status === "PREPARING";
  const mine = order.placed_by_guest_id === seat.value?.guestId;
  return (
    <li class={isOver(order) ? "card order over" : "card order"}>
      <div class="row apart">
        <h2>{t("orderNumber", order.number)}</h2>
        <span class="soft small">{t("byAt", order.placed_by, formatTime(order.placed_at))}</span>
      </div>
      <p class="order-says" role="status">
        <strong>{statusWords(order)}</strong>
        {cooking && order.eta_minutes !== null && <>, {t("about", order.eta_minutes)}</>}
      </p>
      {isOver(order) && reasonOf(order) && <p class="soft">{reasonOf(order)}</p>}
      {!isOver(order) && <Progress step={stepOf(order.status)} />}
      <ul class="order-lines">
        {order.lines.map((line) => (
          <li key={line.id} class={line.status === "VOIDED" ? "voided" : undefined}>
            <DietMark diet={line.diet} />
            <span class="num order-count">{line.quantity} ×</span>
            <span class="grow">
              {lineName(line)}
              {detailsOf(line) && <span class="soft small"> · {detailsOf(line)}</span>}
            </span>
            {line.status === "DONE" && stepOf(order.status) < 2 && (
              <Badge tone="good">{t("ready")}</Badge>
            )}
          </li>
        ))}
      </ul>
      {mine && order.status === "PENDING" && (
        <Button kind="plain" wide onClick={() => void askToCancel(order)}>
          {t("cancelOrder")}
        </Button>
      )}
    </li>
  );
}

async function askToCancel(order: Order): Promise<void> {
  clearToasts();
  const yes = await confirm({
    title: t("cancelAsk"),
    text: t("cancelText"),
    yes: t("cancelYes"),
    no: t("cancelNo"),
    danger: true,
  });
  if (yes) await cancelOrder(order);
}

function Progress({ step }: { step: number }) {
  const word = STEPS[step];
  return (
    <div class="progress" role="img" aria-label={word && t("stepSaid", step + 1, t(word))}>
      {STEPS.map((name, at) => (
        <div key={name} class={at < step ? "past" : at === step ? "now" : ""}>
          <span class="progress-dot">{at <= step && <Icon name="check" size="0.875rem" />}</span>
          <span class="progress-word">{t(name)}</span>
        </div>
      ))}
    </div>
  );
}
