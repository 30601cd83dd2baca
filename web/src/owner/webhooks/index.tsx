import { useEffect, useState } from "preact/hooks";
import type { Webhook, WebhookMade } from "../../api/schema";
import { Badge, Bone, Button, Empty, Icon } from "../../look";
import { OwnerIcon } from "../parts/icons";
import { Loader } from "../parts/loader";
import { OwnerPage, Panel } from "../parts/page";
import { SecretSheet } from "./secret";
import { WebhookSheet } from "./sheet";
import { asking, MOST, testWebhook, webhooks } from "./store";
import "./webhooks.css";
import { hostOf, sentence, standing, TOPICS } from "./words";

/** What a far end was told changes without a word from the box: it is looked for. */
const LOOK_AGAIN_MS = 4_000;

/** The owner's own systems that are told what happens here. */
export function WebhooksPage() {
  const [open, setOpen] = useState<Webhook | "new" | null>(null);
  const [made, setMade] = useState<WebhookMade | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void webhooks.load();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const all = webhooks.data.value ?? [];
  return (
    <OwnerPage
      title="Webhooks"
      about="Your own systems, such as an accountant’s program, are told what happens here. The house never waits for them."
      actions={
        <Button
          kind="primary"
          disabled={all.length >= MOST}
          testid="add-webhook"
          onClick={() => setOpen("new")}
        >
          <Icon name="plus" /> Add a webhook
        </Button>
      }
    >
      <Loader from={webhooks} bones={<Bone height="14rem" />}>
        {(items) => <Known items={items} onOpen={setOpen} />}
      </Loader>
      {open && (
        <WebhookSheet
          webhook={open === "new" ? null : (all.find((one) => one.id === open.id) ?? open)}
          onMade={setMade}
          onClose={() => setOpen(null)}
        />
      )}
      {made && <SecretSheet made={made} onClose={() => setMade(null)} />}
    </OwnerPage>
  );
}

function Known({ items, onOpen }: { items: Webhook[]; onOpen: (webhook: Webhook) => void }) {
  if (items.length === 0) {
    return (
      <Empty icon="bill" title="Nobody is told anything">
        Add the address of a system of yours: it is sent each invoice, payment, refund and day’s
        close as it happens, signed, in order and at least once.
      </Empty>
    );
  }
  return (
    <div class="stack">
      <Panel
        title="Told what happens"
        about="Each by itself: one that does not answer holds up no other."
        flush
      >
        <ul class="rows" data-testid="webhook-list">
          {items.map((one) => (
            <Row key={one.id} webhook={one} onOpen={onOpen} />
          ))}
        </ul>
      </Panel>
      {items.length >= MOST && <p class="soft small">There can be {MOST}, and there are.</p>}
    </div>
  );
}

function Row({ webhook, onOpen }: { webhook: Webhook; onOpen: (webhook: Webhook) => void }) {
  const { tone, word } = standing(webhook);
  const topics = TOPICS.filter((one) => webhook.topics.includes(one.key));
  return (
    <li class="webhook" data-testid="webhook">
      <button type="button" class="row-button" onClick={() => onOpen(webhook)}>
        <OwnerIcon name="upload" size="1.75rem" />
        <span class="grow">
          <strong class={webhook.is_on ? undefined : "soft"}>{hostOf(webhook.url)}</strong>{" "}
          <Badge tone={tone}>{word}</Badge>
          <span class="soft small webhook-path">{webhook.url}</span>
          <span class="small webhook-said" data-testid="webhook-said">
            {sentence(webhook, Date.now())}
          </span>
          {(webhook.off_reason ?? webhook.trouble) && (
            <span class="small webhook-trouble">{webhook.off_reason ?? webhook.trouble}</span>
          )}
          <span class="soft small">{topics.map((one) => one.word).join(", ")}</span>
        </span>
      </button>
      <Button
        busy={asking.value.has(webhook.id)}
        testid="test-webhook"
        onClick={() => void testWebhook(webhook)}
      >
        Test
      </Button>
    </li>
  );
}
