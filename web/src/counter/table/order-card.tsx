import { useState } from "preact/hooks";
import type { Order, OrderLine, OrderStatus } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, Button, Icon, type Tone } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { MANAGERS, may } from "../../staff/session";
import { type Course, coursesOf, leastOf, readyLines } from "../model/courses";
import { rest } from "../later";
import { busy, cancel } from "../state/acts";
import { isBeingServed, serve } from "../state/serving";
import { CourseHead } from "./course";
import { LineRow } from "./line";
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
  const Change = rest.value?.ChangeLine;
  const [changing, setChanging] = useState("");
  const over = order.status === "CANCELLED" || order.status === "REJECTED";
  const courses = coursesOf(order);
  const toServe = readyLines(order).filter((line) => !isBeingServed(line.id));
  const changed = order.lines.find((line) => line.id === changing);
  return (
    <article
      class={over ? "order-card over" : "order-card"}
      data-testid={`order-${order.number}`}
      data-status={order.status}
    >
      <Head order={order} showTable={showTable} />
      {courses.map((course) => (
        <div key={course.course}>
          {(courses.length > 1 || waits(order, course)) && !over && (
            <CourseHead order={order} course={course} />
          )}
          <ul class="order-lines">
            {course.lines.map((line) => (
              <LineRow
                key={line.id}
                order={order}
                line={line}
                onChange={mayChange(order, line) ? () => setChanging(line.id) : undefined}
              />
            ))}
          </ul>
        </div>
      ))}
      {order.notes && <p class="order-notes">{order.notes}</p>}
      {over && <p class="soft small">{order.history[order.history.length - 1]?.reason}</p>}
      {!over && (
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
          {toServe.length > 0 && (
            <Button
              kind="primary"
              class="grow"
              testid={`serve-${order.number}`}
              onClick={() => serve(order)}
            >
              <Icon name="check" /> {toServe.length > 1 ? `Serve all ${toServe.length}` : "Serve"}
            </Button>
          )}
        </div>
      )}
      {changed && Change && <Change order={order} line={changed} onClose={() => setChanging("")} />}
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

function Head({ order, showTable }: { order: Order; showTable: boolean }) {
  const [words, tone] = STATUS[order.status];
  const grace = order.status === "PENDING" && order.accept_at;
  return (
    <div class="row apart">
      <span>
        <strong>
          {showTable ? `Table ${order.table_name} · order ` : "Order "}
          {order.number}
        </strong>{" "}
        <span class="soft small">
          {order.placed_by}, {formatTime(order.placed_at)}
        </span>
      </span>
      <span class="row">
        {order.is_rush && <Badge tone="bad">Rush</Badge>}
        {grace ? (
          <Badge tone="wait">
            <span class="num">goes in {elapsed(Date.parse(grace) - now.value)}</span>
          </Badge>
        ) : (
          <Badge tone={tone}>{words}</Badge>
        )}
      </span>
    </div>
  );
}

/** The kitchen could be told of it; an order that is not accepted yet waits for other reasons. */
const waits = (order: Order, course: Course) =>
  course.state === "held" && order.status !== "PENDING";

/** Once it is being cooked, only a manager may throw it away. */
function mayCancel(order: Order): boolean {
  if (order.status === "PREPARING") return may(...MANAGERS);
  return order.status === "PENDING" || order.status === "CONFIRMED";
}

function mayChange(order: Order, line: OrderLine): boolean {
  const open = ["CONFIRMED", "PREPARING", "READY"].includes(order.status);
  return open && leastOf(line, may(...MANAGERS)) !== null;
}
