import type { Order } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Bone, Button, clearToasts, confirm, Empty, Icon, Loading } from "../../look";
import { inOrder, isHeld, isOver, reasonOf, stepOf, STEPS } from "../model/progress";
import { show } from "../state/nav";
import { cancelOrder, orders, told } from "../state/orders";
import { phase, seat, sitting } from "../state/seat";
import { Grace } from "./grace";
import { LineRow } from "./line-row";
import { say } from "../table-words";
import { t } from "../words";

export function OrdersPage() {
  const people = (sitting.value?.guests ?? []).map((guest) => guest.name).filter(Boolean);
  return (
    <main class="page padded" id="main">
      <h1 tabIndex={-1}>{t("ourTable")}</h1>
      {people.length > 1 && <p class="soft">{say("atTable", people.join(", "))}</p>}
      <SharePin />
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
        title={say("nothingOrdered")}
        action={
          <Button kind="primary" onClick={() => show("menu")}>
            {say("lookAtMenu")}
          </Button>
        }
      >
        {say("nothingOrderedText")}
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
      return say("saysPending");
    case "CONFIRMED":
      return say("saysConfirmed");
    case "PREPARING":
      return say("saysPreparing");
    case "READY":
    case "OUT_FOR_DELIVERY":
      return say("saysReady");
    case "SERVED":
    case "DELIVERED":
      return say("saysServed");
    case "COMPLETED":
      return say("saysCompleted");
    case "REJECTED":
      return say("saysRejected");
    case "CANCELLED":
      return say("saysCancelled");
  }
}

function OrderCard({ order }: { order: Order }) {
  const held = isHeld(order);
  const cooking = !held && (order.status === "CONFIRMED" || order.status === "PREPARING");
  const mine = order.placed_by_guest_id === seat.value?.guestId;
  return (
    <li class={isOver(order) ? "card order over" : "card order"}>
      <div class="row apart">
        <h2>{say("orderNumber", order.number)}</h2>
        <span class="soft small">{say("byAt", order.placed_by, formatTime(order.placed_at))}</span>
      </div>
      <p class="order-says" role="status">
        {!(order.status === "PENDING" && order.accept_at) && (
          <strong>{held ? say("saysHeld") : statusWords(order)}</strong>
        )}
        {cooking && order.eta_minutes !== null && <>, {say("about", order.eta_minutes)}</>}
      </p>
      {isOver(order) && reasonOf(order) && <p class="soft">{reasonOf(order)}</p>}
      {!isOver(order) && <Progress step={stepOf(order.status)} />}
      <ul class="order-lines">
        {order.lines.map((line) => (
          <LineRow key={line.id} order={order} line={line} />
        ))}
      </ul>
      {order.status === "PENDING" && order.accept_at && <Grace order={order} mine={mine} />}
      {mine && order.status === "PENDING" && !order.accept_at && (
        <Button kind="plain" wide onClick={() => void askToCancel(order)}>
          {say("cancelOrder")}
        </Button>
      )}
    </li>
  );
}

/** So that the others at the table can join as well. */
function SharePin() {
  const pin = phase.value === "seated" && sitting.value?.pin;
  if (!pin) return null;
  return (
    <p class="share-pin">
      <span class="grow">{say("sharePin")}</span>
      <strong class="num">{pin}</strong>
    </p>
  );
}

async function askToCancel(order: Order): Promise<void> {
  clearToasts();
  const yes = await confirm({
    title: say("cancelAsk"),
    text: say("cancelText"),
    yes: say("cancelYes"),
    no: say("cancelNo"),
    danger: true,
  });
  if (yes) await cancelOrder(order);
}

function Progress({ step }: { step: number }) {
  const word = STEPS[step];
  return (
    <div class="progress" role="img" aria-label={word && say("stepSaid", step + 1, say(word))}>
      {STEPS.map((name, at) => (
        <div key={name} class={at < step ? "past" : at === step ? "now" : ""}>
          <span class="progress-dot">{at <= step && <Icon name="check" size="0.875rem" />}</span>
          <span class="progress-word">{say(name)}</span>
        </div>
      ))}
    </div>
  );
}
