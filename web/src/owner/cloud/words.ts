import type { AlarmKind, CloudState, CloudStatus } from "../../api/schema";
import { formatDay, formatTime } from "../../app/i18n";
import type { Tone } from "../../look";

const DAY_MS = 24 * 60 * 60_000;

export const STATES: Record<CloudState, { word: string; tone: Tone }> = {
  NOT_ENROLLED: { word: "not set up", tone: "plain" },
  CONNECTING: { word: "connecting", tone: "wait" },
  ONLINE: { word: "reached", tone: "good" },
  WAITING: { word: "not reached", tone: "wait" },
  FORKED: { word: "needs you", tone: "bad" },
  FENCED: { word: "replaced", tone: "bad" },
  REVOKED: { word: "shut out", tone: "bad" },
};

export function factsWord(count: number): string {
  return count === 1 ? "1 fact" : `${count.toLocaleString("en-IN")} facts`;
}

/** "40 s", "4 min", "1 h": how long something is away. */
export function spanWord(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** "7:35 pm" of today, with the day of any other. */
export function momentWord(at: string, now: number): string {
  const day = formatDay(at);
  const today = formatDay(new Date(now).toISOString());
  return day === today && now - Date.parse(at) < DAY_MS
    ? formatTime(at)
    : `${day}, ${formatTime(at)}`;
}

/** "Cloud: 214 facts behind, last contact 12:04 pm, next try in 40 s." */
export function sentence(status: CloudStatus, passedMs: number, now: number): string {
  if (status.state === "NOT_ENROLLED") return "Cloud: none. The books are kept in this box alone.";
  const behind = status.behind === 0 ? "nothing is missing" : `${factsWord(status.behind)} behind`;
  const parts = [behind];
  if (status.last_contact_at) {
    parts.push(`last contact ${momentWord(status.last_contact_at, now)}`);
  } else parts.push("never heard yet");
  if (status.next_try_in_seconds !== null && status.state !== "ONLINE") {
    const left = status.next_try_in_seconds - passedMs / 1000;
    parts.push(left < 1 ? "trying now" : `next try in ${spanWord(left)}`);
  }
  return `Cloud: ${parts.join(", ")}.`;
}

export interface Advice {
  title: string;
  text: string;
  tone: "wait" | "bad";
}

/** What is wrong and what to do about it; null when nothing is. */
export function advice(status: CloudStatus): Advice | null {
  switch (status.state) {
    case "WAITING":
      return {
        title: "The cloud is not reached",
        text: "The house goes on as always. What is written waits here and goes out by itself, in order, when the line is back. If other things on this network do not reach the internet either, look at the router.",
        tone: "wait",
      };
    case "FORKED":
      return {
        title: "Two books, one name",
        text: "The cloud holds other facts under numbers this box has given out: a copy of this box may have run elsewhere. Nothing is sent until that is settled, and nothing is lost: both books are kept. Orders and bills go on here. Look first whether a copy of this box runs elsewhere; then an owner says which book goes on.",
        tone: "bad",
      };
    case "FENCED":
      return {
        title: "Another box has this one’s place",
        text: "Use the new box: this one takes no more orders, so that no invoice number is given out twice. What it had not sent is handed over and shown at the cloud.",
        tone: "bad",
      };
    case "REVOKED":
      return {
        title: "This box’s key was withdrawn",
        text: "The house goes on selling, and what is written stays here. Nothing is sent until the cloud lets this box in again: ask head office why it was shut out.",
        tone: "bad",
      };
    default:
      return null;
  }
}

/** A clock that is more than a minute off, in a sentence. */
export function skewSentence(skewMs: number): string | null {
  const seconds = Math.abs(skewMs) / 1000;
  if (seconds < 60) return null;
  const way = skewMs > 0 ? "behind" : "ahead of";
  return `This box’s clock is ${spanWord(seconds)} ${way} the cloud’s. The order of things does not depend on it, but bills carry its time: set it right.`;
}

/** A code as it is read out: capitals in fours, and the letters that look like digits as such. */
export function tidyCode(typed: string): string {
  const meant: Record<string, string> = { O: "0", I: "1", L: "1" };
  const letters = [...typed.toUpperCase()]
    .map((one) => meant[one] ?? one)
    .filter((one) => /[0-9A-HJKMNP-TV-Z]/.test(one))
    .slice(0, 12)
    .join("");
  return letters.match(/.{1,4}/g)?.join("-") ?? "";
}

export const isWholeCode = (code: string): boolean => code.length === 14;

/** "hub.example.com" is meant as "https://hub.example.com". */
export function tidyAddress(typed: string): string {
  const address = typed.trim().replace(/\/+$/, "");
  return address === "" || address.includes("://") ? address : `https://${address}`;
}

/** What rang, in a few words. */
export function alarmWord(kind: AlarmKind): string {
  switch (kind) {
    case "GAP":
      return "The cloud had lost facts";
    case "FORK":
      return "The cloud’s book says otherwise";
    case "HUB_AHEAD":
      return "This box had lost facts";
    case "TWO_BOXES":
      return "Two boxes write one book";
    case "KEY":
      return "The cloud does not know this box’s key";
    case "VERSION":
      return "Box and cloud speak no common version";
  }
}
