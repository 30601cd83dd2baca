import type { ApiError } from "../app/api";
import { formatDay, formatTime } from "../app/i18n";
import type { Tone } from "../look";
import type { Alarm, Outlet, Place, Restaurant, Standing } from "./api";

export const STANDINGS: Record<Standing, { word: string; tone: Tone }> = {
  EMPTY: { word: "no box yet", tone: "plain" },
  HEARD: { word: "heard", tone: "good" },
  SILENT: { word: "silent", tone: "bad" },
  SHUT_OUT: { word: "shut out", tone: "bad" },
};

export const STATUSES: Record<Restaurant["status"], { word: string; tone: Tone }> = {
  PENDING_VERIFICATION: { word: "to be reviewed", tone: "wait" },
  ACTIVE: { word: "active", tone: "good" },
  REJECTED: { word: "rejected", tone: "bad" },
};

const ALARMS: Record<string, string> = {
  GAP: "Facts were missing and are sent again",
  FORK: "Two books under one name",
  SILENT: "Nothing was heard of the box",
  TWO_BOXES: "Two boxes under one name",
  LATE_FACTS: "A replaced box had more to tell",
  HUB_AHEAD: "The box has lost what is held here",
  KEY: "A key that is not known here",
  VERSION: "No common version is spoken",
  CLOCK: "The box’s clock is off",
};

/** What an alarm is about; the kind itself where this page is older than the hub. */
export function alarmWord({ kind }: Pick<Alarm, "kind">): string {
  const words = kind.toLowerCase().replace(/_/g, " ");
  return ALARMS[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** "just now", "4 min ago", "yesterday 7:30 pm", "12 Nov 2026". */
export function agoWord(at: string | null, now: number): string {
  if (at === null) return "never";
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 20 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return `${formatDay(at)}, ${formatTime(at)}`;
}

export function bytesWord(bytes: number): string {
  const gib = bytes / 2 ** 30;
  if (gib >= 10) return `${Math.round(gib)} GB`;
  if (gib >= 1) return `${gib.toFixed(1)} GB`;
  const kib = Math.ceil(bytes / 1024);
  return kib >= 1024 ? `${Math.round(kib / 1024)} MB` : `${kib} KB`;
}

/** "14 facts, 88 KB": what is not here yet; of the bytes where the box has told. */
export function lagWord({ lag, waiting_bytes }: Pick<Place, "lag" | "waiting_bytes">): string {
  if (lag === 0) return "nothing";
  const facts = lag === 1 ? "1 fact" : `${lag.toLocaleString("en-IN")} facts`;
  return waiting_bytes ? `${facts}, ${bytesWord(waiting_bytes)}` : facts;
}

/** What is not as it should be with a place's box, worst first; nothing where all is well. */
export function troubles(place: Place): string[] {
  const found: string[] = [];
  if (place.clock_ok === false) found.push("does not know the time");
  const skew = Math.round(Math.abs(place.skew_ms) / 1000);
  if (skew >= 60) {
    const off = skew < 5400 ? `${Math.round(skew / 60)} min` : `${Math.round(skew / 3600)} h`;
    found.push(`clock ${off} ${place.skew_ms > 0 ? "ahead" : "behind"}`);
  }
  if (place.disk_free !== null && place.disk_free < 512 * 2 ** 20) {
    found.push(`only ${bytesWord(place.disk_free)} of disk free`);
  }
  if (place.dead_letters) {
    found.push(
      place.dead_letters === 1 ? "1 fact given up" : `${place.dead_letters} facts given up`,
    );
  }
  for (const kind of place.rings) found.push(`rings: ${alarmWord({ kind })}`);
  return found;
}

/** Whether the box's own report of a closed day says what was worked out here. */
export function closedWord(outlet: Outlet): { word: string; tone: Tone } | null {
  if (outlet.closed_number === null) return null;
  return outlet.closed_total_paise === outlet.total_paise
    ? { word: `closed, Z ${outlet.closed_number}`, tone: "good" }
    : { word: `Z ${outlet.closed_number} says otherwise`, tone: "bad" };
}

/** What an outlet that does not have the whole menu is waiting for. */
export function lateWord({ waiting, refused }: { waiting: number; refused: number }): string {
  const changes = (n: number) => (n === 1 ? "1 change" : `${n} changes`);
  const parts = [];
  if (waiting > 0) parts.push(`has ${changes(waiting)} to come`);
  if (refused > 0) parts.push(`could not take ${changes(refused)}`);
  return `${parts.join(" and ")}.`;
}

/** "14:05", counting down; nothing once it is over. */
export function leftWord(seconds: number): string {
  if (seconds <= 0) return "";
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The business day somebody sees first: Indian time, with four in the morning as the cut. */
export function dayOf(now: number): string {
  return new Date(now + (5.5 - 4) * 3_600_000).toISOString().slice(0, 10);
}

export function dayBeside(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

const SORRY: Record<string, string> = {
  offline: "The cloud cannot be reached. Is this device on the internet?",
  timeout: "The cloud did not answer in time.",
  wrong_password: "That address and password do not go together.",
  locked: "Too many tries. Wait a while, then try again.",
  too_many_requests: "Too many tries. Wait a while, then try again.",
  code_expired: "This link was used already, or is too old. Ask for a new one.",
  forbidden: "Your sign-in may not do this.",
  not_found: "It is no longer there.",
  busy: "The cloud is busy. Try again in a moment.",
  stale_rev: "Somebody else changed the menu meanwhile. Look at it again, then repeat yours.",
};

/** What went wrong, in a sentence a person can do something with. */
export function sorry(error: ApiError): string {
  if (error.code === "invalid_value") return error.message;
  return SORRY[error.code] ?? error.message ?? "Something went wrong.";
}
