import { useState } from "preact/hooks";
import type { Order, OrderLine, OrderStatus } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, Button, DietMark, Icon, Money, type Tone } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { beingServed, busy, cancel, serve } from "../state/acts";
import { CANCEL_REASONS, ReasonSheet } from "./reason";

const STATUS: Record<OrderStatus, [words: string, tone: Tone]> = {
  PAYMENT_PENDING: ["Waits for payment", "wait"],
  PENDING: ["Waits for your yes", "bad"],
  CONFIRMED: ["In the kitchen", "plain"],
  PREPARING: ["Being cooked", "wait"],
  READY: ["Ready", "good"],
  SERVED: ["Served", "plain"],
  OUT_FOR_DELIVERY: ["On its way", "plain"],
  DELIVERED: ["Delivered", "plain"],
  COMPLETED: ["Completed", "plain"],
  REJECTED: ["Rejected", "plain"],
  CANCELLED: ["Cancelled", "plain"],
};

export function OrderCard({ order, showTable = false }: { order: Order; showTable?: boolean }) {
  const [asking, setAsking] = useState(false);
  const serving = beingServed.value.some((one) => one.id === order.id);
  const [words, tone] = serving ? (["Served", "plain"] as const) : STATUS[order.status];
  const over = order.status === "CANCELLED" || order.status === "REJECTED";
  return (
    <article
      class={over ? "order-card over" : "order-card"}
      data-testid={`order-${order.number}`}
      data-status={order.status}
    >
      <div class="row apart">
        <span>
          <strong>
            {showTable && `Table ${order.table_name} · `}
            {order.number}
          </strong>{" "}
          <span class="soft small">
            {order.placed_by}, {formatTime(order.placed_at)}
          </span>
        </span>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <ul class="order-lines">
        {order.lines.map((line) => (
          <OrderLineRow key={line.id} line={line} cooking={order.status === "PREPARING"} />
        ))}
      </ul>
      {order.notes && <p class="order-notes">{order.notes}</p>}
      {over && <p class="soft small">{order.history[order.history.length - 1]?.reason}</p>}
      {!over && !serving && (
        <div class="row order-acts">
          {mayCancel(order) && (
            <Button
              kind="plain"
              testid={`cancel-${order.number}`}
              busy={busy.value.has(`cancel-${order.id}`)}
              onClick={() => setAsking(true)}
            >
              Cancel
            </Button>
          )}
          {order.status === "READY" && (
            <Button
              kind="primary"
              class="grow"
              testid={`serve-${order.number}`}
              busy={busy.value.has(`serve-${order.id}`)}
              onClick={() => serve(order)}
            >
              <Icon name="check" /> Serve
            </Button>
          )}
        </div>
      )}
      {asking && (
        <ReasonSheet
          title={`Cancel order ${order.number}?`}
          text="The kitchen is told at once. It cannot be brought back."
          yes="Cancel the order"
          reasons={CANCEL_REASONS}
          onClose={() => setAsking(false)}
          onReason={(reason) => void cancel(order, reason)}
        />
      )}
    </article>
  );
}

/** Once it is being cooked, only a manager may throw it away. */
function mayCancel(order: Order): boolean {
  if (order.status === "PREPARING") return may(...MANAGERS);
  return order.status === "PENDING" || order.status === "CONFIRMED";
}

function OrderLineRow({ line, cooking }: { line: OrderLine; cooking: boolean }) {
  const extras = line.modifiers.map((one) => one.name).join(", ");
  return (
    <li class={`order-line ${line.status.toLowerCase()}`}>
      <b class="num">{line.quantity}</b>
      <span class="grow">
        <DietMark diet={line.diet} size="0.8rem" /> {line.name}{" "}
        {line.variant_name && <em>{line.variant_name}</em>}
        {extras && <small class="soft">{extras}</small>}
        {line.special_instructions && <small class="note">{line.special_instructions}</small>}
      </span>
      {cooking && <LineState line={line} />}
      <Money paise={line.total_paise - line.discount_paise} short />
    </li>
  );
}

function LineState({ line }: { line: OrderLine }) {
  if (line.status === "DONE") return <small class="line-done">ready</small>;
  if (line.status === "COOKING") return <small class="soft">cooking</small>;
  if (line.status === "VOIDED") return <small class="soft">cancelled</small>;
  return null;
}
