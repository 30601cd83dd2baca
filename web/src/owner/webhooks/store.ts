import { signal } from "@preact/signals";
import type { Webhook, WebhookMade, WebhookSetting, WebhookTest } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";
import { hostOf } from "./words";

export const webhooks = createLoaded(
  async () => (await api.get<{ items: Webhook[] }>("/api/webhooks")).items,
  ["order", "bill"],
);

/** What the box itself allows. */
export const MOST = 10;
/** A far end has ten seconds to answer a test. */
const PATIENCE_MS = 18_000;

export const addWebhook = (setting: WebhookSetting, key: string) =>
  api.post<WebhookMade>("/api/webhooks", setting, { key });

export const setWebhook = (id: string, setting: WebhookSetting) =>
  api.put<Webhook>(`/api/webhooks/${id}`, setting);

/** What is being asked of the box right now, by the id of a webhook. */
export const asking = signal<ReadonlySet<string>>(new Set());

async function ask(webhook: Webhook, what: () => Promise<string | null>): Promise<boolean> {
  const { id } = webhook;
  if (asking.value.has(id)) return false;
  asking.value = new Set([...asking.value, id]);
  try {
    const wrong = await what();
    if (wrong) toast(wrong, { bad: true });
    return wrong === null;
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
    return false;
  } finally {
    asking.value = new Set([...asking.value].filter((one) => one !== id));
    void webhooks.load();
  }
}

/** Sends a message that stands for nothing, and says what came of it. */
export const testWebhook = (webhook: Webhook) =>
  ask(webhook, async () => {
    const options = { tries: 1, timeoutMs: PATIENCE_MS };
    const test = await api.post<WebhookTest>(`/api/webhooks/${webhook.id}/test`, {}, options);
    if (!test.is_taken) {
      const said = test.said ? `: ${test.said}` : ".";
      return test.status === null
        ? `It was not reached${said}`
        : `It answered ${test.status}${said}`;
    }
    toast(`${hostOf(webhook.url)} took it`);
    return null;
  });

export const tryNow = (webhook: Webhook) =>
  ask(webhook, async () => {
    await api.post(`/api/webhooks/${webhook.id}/try`, {});
    toast("It is tried now");
    return null;
  });

export const dropWebhook = (webhook: Webhook) =>
  ask(webhook, async () => {
    await api.del(`/api/webhooks/${webhook.id}`);
    toast("It is told nothing more");
    return null;
  });
