import type { Webhook, WebhookTopic } from "../../api/schema";
import type { Tone } from "../../look";
import { factsWord, momentWord, spanWord } from "../cloud/words";

export const TOPICS: { key: WebhookTopic; word: string }[] = [
  { key: "BILLS", word: "Bills and invoices" },
  { key: "PAYMENTS", word: "Payments" },
  { key: "REFUNDS", word: "Refunds" },
  { key: "CASH", word: "Cash drawers" },
  { key: "DAYS", word: "The day’s close" },
  { key: "ORDERS", word: "Orders" },
];

/** Where it goes, without what may be secret in its address. */
export function hostOf(url: string): string {
  return url.match(/^https?:\/\/([^/?#]+)/)?.[1] ?? url;
}

/** The box counts no further. */
const COUNTED = 10_000;

/** "41 facts behind, next try in 40 s, told last 7:35 pm." */
export function sentence(webhook: Webhook, now: number): string {
  const { behind, told_at, next_try_in_seconds: left } = webhook;
  const many = behind >= COUNTED ? "more than 10,000 facts" : factsWord(behind);
  const wait = webhook.is_on ? `${many} behind` : `${many} wait${behind === 1 ? "s" : ""}`;
  const parts = [behind === 0 ? "nothing is missing" : wait];
  if (left !== null) parts.push(left < 1 ? "trying now" : `next try in ${spanWord(left)}`);
  parts.push(told_at ? `told last ${momentWord(told_at, now)}` : "nothing told yet");
  const text = parts.join(", ");
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** How it stands with one, in a word or two: the worst first. */
export function standing(webhook: Webhook): { tone: Tone; word: string } {
  if (webhook.off_reason) return { tone: "bad", word: "switched itself off" };
  if (!webhook.is_on) return { tone: "plain", word: "off" };
  if (webhook.trouble) return { tone: "bad", word: "waits" };
  if (webhook.given_up > 0) return { tone: "bad", word: `${webhook.given_up} given up` };
  return webhook.behind > 0
    ? { tone: "wait", word: "being told" }
    : { tone: "good", word: "up to date" };
}

/** "books.example.in" is meant as "https://books.example.in". */
export function tidyUrl(typed: string): string {
  const url = typed.trim();
  return url === "" || url.includes("://") ? url : `https://${url}`;
}
