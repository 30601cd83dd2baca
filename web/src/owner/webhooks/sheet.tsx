import { useState } from "preact/hooks";
import type { Webhook, WebhookMade, WebhookSetting } from "../../api/schema";
import { follow } from "../../app/router";
import { Button, confirm, Field, Icon, Sheet } from "../../look";
import { Check, Switch } from "../parts/controls";
import { sorry, wrongField } from "../parts/errors";
import { useSave } from "../parts/save";
import { addWebhook, asking, dropWebhook, setWebhook, tryNow, webhooks } from "./store";
import { hostOf, sentence, tidyUrl, TOPICS } from "./words";

export interface WebhookSheetProps {
  webhook: Webhook | null;
  onMade: (made: WebhookMade) => void;
  onClose: () => void;
}

type Draft = Required<WebhookSetting>;

const FRESH: Draft = {
  url: "",
  topics: ["BILLS", "PAYMENTS", "REFUNDS", "CASH", "DAYS"],
  is_on: true,
};

/** Where a system is, what it is told, and whether it is. */
export function WebhookSheet({ webhook, onMade, onClose }: WebhookSheetProps) {
  const [draft, setDraft] = useState<Draft>(
    webhook ? { url: webhook.url, topics: webhook.topics, is_on: webhook.is_on } : FRESH,
  );
  const [tried, setTried] = useState(false);
  const saving = useSave<Draft>(async (body, key) => {
    if (webhook) await setWebhook(webhook.id, body);
    else onMade(await addWebhook(body, key));
  });
  const set = (part: Partial<Draft>) => {
    saving.forgive();
    setDraft({ ...draft, ...part });
  };
  const none = tried && draft.topics.length === 0;

  async function save() {
    setTried(true);
    const body = { ...draft, url: tidyUrl(draft.url) };
    if (body.url === "" || body.topics.length === 0 || !(await saving.run(body))) return;
    void webhooks.load();
    onClose();
  }
  async function drop(one: Webhook) {
    const sure = await confirm({
      title: `Drop ${hostOf(one.url)}?`,
      text: "It is told nothing more, not even what waits for it. Its secret is worth nothing after.",
      yes: "Drop it",
      danger: true,
    });
    if (sure && (await dropWebhook(one))) onClose();
  }
  return (
    <Sheet
      title={webhook ? hostOf(webhook.url) : "A new webhook"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {webhook ? (
            <Button kind="danger" testid="drop-webhook" onClick={() => void drop(webhook)}>
              <Icon name="bin" /> Drop
            </Button>
          ) : (
            <span />
          )}
          <Button
            kind="primary"
            busy={saving.busy}
            onClick={() => void save()}
            testid="save-webhook"
          >
            {webhook ? "Save" : "Add"}
          </Button>
        </div>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {webhook && <Health webhook={webhook} />}
        <Field
          label="Address"
          placeholder="https://books.example.in/tiffin"
          value={draft.url}
          onInput={(url) => set({ url })}
          wrong={wrongUrl(saving.error, tried && draft.url.trim() === "")}
          hint="It is sent a POST with JSON for each thing that happens."
          maxLength={500}
          autofocus={webhook === null}
          testid="webhook-url"
        />
        <fieldset class="field" data-testid="webhook-topics">
          <legend class="label">It is told of</legend>
          <div class="row wrap">
            {TOPICS.map(({ key, word }) => (
              <Check
                key={key}
                on={draft.topics.includes(key)}
                onChange={(on) =>
                  set({
                    topics: on ? [...draft.topics, key] : draft.topics.filter((one) => one !== key),
                  })
                }
              >
                {word}
              </Check>
            ))}
          </div>
          {none && (
            <span class="wrong" role="alert">
              Choose at least one.
            </span>
          )}
        </fieldset>
        {webhook && (
          <div class="row apart">
            <span>
              <span class="label">Switched on</span>
              <span class="soft small block">
                Off, nothing is sent; what happens meanwhile goes out when it is on again.
              </span>
            </span>
            <Switch
              on={draft.is_on}
              onChange={(is_on) => set({ is_on })}
              label="Switched on"
              testid="webhook-on"
            />
          </div>
        )}
        {saving.error && wrongField(saving.error) !== "url" && (
          <p class="note bad" role="alert">
            {sorry(saving.error)}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}

function wrongUrl(error: Parameters<typeof wrongField>[0], isMissing: boolean) {
  if (error && wrongField(error) === "url") return sorry(error);
  return isMissing ? "Say where it is." : undefined;
}

/** What is the matter with it, and what can be done at once; nothing where all is well. */
function Health({ webhook }: { webhook: Webhook }) {
  const why = webhook.off_reason ?? webhook.trouble;
  return (
    <>
      {why && (
        <div class="note bad stack tight" data-testid="webhook-trouble">
          <span>
            <strong>{why}</strong> {sentence(webhook, Date.now())}
          </span>
          {webhook.is_on && (
            <span>
              <Button
                busy={asking.value.has(webhook.id)}
                testid="try-webhook"
                onClick={() => void tryNow(webhook)}
              >
                Try now
              </Button>
            </span>
          )}
        </div>
      )}
      {webhook.given_up > 0 && (
        <p class="note bad">
          {webhook.given_up === 1
            ? "It said no to 1 fact, which was laid aside. "
            : `It said no to ${webhook.given_up} facts, which were laid aside. `}
          <a href="/owner/system" onClick={follow} data-testid="to-letters">
            Try again or drop under System
          </a>
        </p>
      )}
    </>
  );
}
