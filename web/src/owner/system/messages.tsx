import type { Message } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, type Tone } from "../../look";
import { Panel } from "../parts/page";
import { GATEWAYS } from "../texts/words";

const KINDS: Record<Message["kind"], string> = {
  CODE: "Code",
  ORDER_RECEIVED: "Order received",
  PREPARING: "Being prepared",
  READY: "Food is ready",
  SERVED: "Served, with the way to pay",
  THANKS: "Thanks and receipt",
};
const STATES: Record<Message["state"], { word: string; tone: Tone }> = {
  QUEUED: { word: "waiting", tone: "wait" },
  SENT: { word: "sent", tone: "good" },
  FAILED: { word: "not sent", tone: "bad" },
  EXPIRED: { word: "too late", tone: "plain" },
};

export function Messages({ items }: { items: Message[] }) {
  return (
    <Panel title="Texts to guests" about="The latest twenty. Codes are never shown here." flush>
      {items.length === 0 ? (
        <p class="soft inset">None yet. Guests who give their number get them.</p>
      ) : (
        <ul class="rows" data-testid="messages">
          {items.map((one) => (
            <li key={one.id} class="message">
              <span class="grow">
                <strong>{KINDS[one.kind]}</strong>
                <span class="soft small">
                  {" "}
                  {one.phone_masked}, {formatTime(one.at)}
                  {one.gateway && `, ${GATEWAYS[one.gateway]}`}
                </span>
                <span class="small text">{one.text}</span>
                {one.why && <span class="small error-line">{one.why}</span>}
              </span>
              <Badge tone={STATES[one.state].tone}>{STATES[one.state].word}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
