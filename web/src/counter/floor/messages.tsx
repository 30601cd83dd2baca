import { useEffect, useState } from "preact/hooks";
import type { Message, Page } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { formatTime } from "../../app/i18n";
import { Badge, Bone, Empty, ErrorState, Loading, type Tone } from "../../look";
import { api } from "../../staff/session";

const STATES: Record<Message["state"], [words: string, tone: Tone]> = {
  QUEUED: ["On its way", "wait"],
  SENT: ["Sent", "good"],
  FAILED: ["Not sent", "bad"],
  EXPIRED: ["Too late to send", "plain"],
};

/** What guests were told by SMS; a code's digits are never in it. */
export function Messages() {
  const [messages, setMessages] = useState<Message[] | ApiError | null>(null);
  function load() {
    setMessages(null);
    api.get<Page<Message>>("/api/messages").then(
      (page) => setMessages(page.items),
      (problem) => setMessages(asApiError(problem)),
    );
  }
  useEffect(load, []);

  if (messages === null) {
    return (
      <Loading>
        <div class="stack">
          <Bone height="3rem" />
          <Bone height="3rem" />
        </div>
      </Loading>
    );
  }
  if (!Array.isArray(messages)) {
    return <ErrorState title="The messages could not be read" onRetry={load} />;
  }
  if (messages.length === 0) return <Empty icon="bell" title="No messages yet today" />;
  return (
    <ul class="stack">
      {messages.map((one) => (
        <li key={one.id} class="message">
          <div class="row apart">
            <span class="soft small num">
              {formatTime(one.at)} · {one.phone_masked}
            </span>
            <Badge tone={STATES[one.state][1]}>{STATES[one.state][0]}</Badge>
          </div>
          <p>{one.text}</p>
        </li>
      ))}
    </ul>
  );
}
