import { useState } from "preact/hooks";
import type { Call, Order } from "../../api/schema";
import { Button, Icon, type IconName, Money } from "../../look";
import { now } from "../../staff/clock";
import { kitchenAlarms } from "../model/alarms";
import { minutes } from "../model/glance";
import { changeWords } from "../model/delivery";
import { openCalls, toApprove } from "../model/state";
import { accept, busy, reject, takeCall } from "../state/acts";
import { feed } from "../state/store";
import { go } from "../state/where";
import { ReasonSheet, REJECT_REASONS } from "../table/reason";

/** On a phone the floor must stay in sight below them. */
const SHOWN = 2;
const NAMED = 2;

/** What rings: guests' orders to accept, guests who call, and a kitchen that does not see. */
export function Inbox() {
  const [all, setAll] = useState(false);
  const state = feed.state.value;
  if (!state) return null;
  const orders = toApprove(state);
  const calls = openCalls(state);
  const alarms = kitchenAlarms(state, now.value);
  const changes = state.delivery?.unconfirmed ?? [];
  const over = (list: unknown[]) => Math.max(0, list.length - SHOWN);
  const hidden = over(calls) + over(orders);
  if (orders.length + calls.length + alarms.length + changes.length === 0) return null;
  return (
    <section class="inbox" aria-label="Needs you" data-testid="inbox">
      {alarms.length > 0 && (
        <div class="alarm" role="alert" data-testid="kitchen-alarm">
          <Icon name="warn" size="1.5rem" />
          <p>
            <strong>Look into the kitchen.</strong>{" "}
            {alarms
              .slice(0, NAMED)
              .map((one) => `Order ${one.number} ${one.why}, ${one.minutes} min`)
              .join(" · ")}
            {alarms.length > NAMED && ` · and ${alarms.length - NAMED} more`}
          </p>
        </div>
      )}
      {changes.length > 0 && (
        <div class="unconfirmed" role="status" data-testid="unconfirmed">
          <Icon name="clock" size="1.5rem" />
          <ul>
            {changes.slice(0, all ? changes.length : NAMED).map((one) => (
              <li key={one.id}>
                <strong>Not confirmed by {one.station}:</strong> {changeWords(one)}, order{" "}
                {one.number}, table {one.table_name}
                <span class="soft num"> · {minutes(one.at, now.value)} min</span>
              </li>
            ))}
            {changes.length > NAMED && !all && <li>and {changes.length - NAMED} more</li>}
          </ul>
        </div>
      )}
      {calls.length > 0 && (
        <div class="calls">
          {calls.slice(0, all ? calls.length : SHOWN).map((call) => (
            <CallCard key={call.id} call={call} />
          ))}
        </div>
      )}
      {orders.slice(0, all ? orders.length : SHOWN).map((order) => (
        <ApproveCard key={order.id} order={order} />
      ))}
      {hidden > 0 && (
        <Button class="more" testid="inbox-more" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `${hidden} more wait`}
        </Button>
      )}
    </section>
  );
}

const CALLS: Record<Call["kind"], [words: string, icon: IconName]> = {
  WAITER: ["calls for a waiter", "people"],
  WATER: ["asks for water", "water"],
  BILL: ["asks for the bill", "bill"],
};

export function CallCard({ call }: { call: Call }) {
  const [words, icon] = CALLS[call.kind];
  const waited = minutes(call.at, now.value);
  return (
    <div class="call-card">
      <Icon name={icon} size="1.5rem" />
      <p class="grow">
        <strong>Table {call.table_name}</strong> {words}
        {waited > 0 && <span class="soft num"> · {waited} min</span>}
      </p>
      <Button
        busy={busy.value.has(`call-${call.id}`)}
        testid={`take-call-${call.table_name}`}
        onClick={async () => {
          const took = await takeCall(call);
          if (took && call.kind === "BILL") go({ at: "bill", table: call.table_id });
        }}
      >
        I go
      </Button>
    </div>
  );
}

export function ApproveCard({ order }: { order: Order }) {
  const [asking, setAsking] = useState(false);
  const working = busy.value.has(`accept-${order.id}`) || busy.value.has(`reject-${order.id}`);
  return (
    <article class="approve-card" data-testid={`approve-${order.number}`}>
      <div class="row apart">
        <strong>
          Table {order.table_name} · order {order.number}
        </strong>
        <Money paise={order.quote.total_paise} strong />
      </div>
      <p>
        {order.lines
          .map((line) => `${line.quantity} ${line.name} ${line.variant_name}`.trim())
          .join(", ")}
      </p>
      <p class="soft small">
        {order.placed_by}, {minutes(order.placed_at, now.value)} min ago
        {order.notes && ` · “${order.notes}”`}
      </p>
      <div class="row">
        <Button kind="danger" testid={`reject-${order.number}`} onClick={() => setAsking(true)}>
          Reject
        </Button>
        <Button
          kind="primary"
          class="grow"
          busy={working}
          testid={`accept-${order.number}`}
          onClick={() => void accept(order)}
        >
          <Icon name="check" /> Accept
        </Button>
      </div>
      {asking && (
        <ReasonSheet
          title={`Reject order ${order.number}?`}
          yes="Reject the order"
          reasons={REJECT_REASONS}
          onClose={() => setAsking(false)}
          onReason={(reason) => void reject(order, reason)}
        />
      )}
    </article>
  );
}
