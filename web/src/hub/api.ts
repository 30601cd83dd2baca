/** What the hub answers, and the way to ask it. Who is signed in is known by a cookie no script reads. */
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ApiError, asApiError, createApi } from "../app/api";
import { keep } from "../app/keep";

export interface Person {
  id: string;
  email: string;
  role: "ADMIN" | "OWNER";
  tenant_name: string | null;
}

export interface Listed<T> {
  items: T[];
}

export interface Restaurant {
  id: string;
  name: string;
  logo_url: string;
  description: string;
  address: { line: string; city: string; state: string; pin: string; lat: number; long: number };
  contact: { name: string; email: string; phone: string };
  licence_number: string;
  gstin: string;
  cuisines: string[];
  status: "PENDING_VERIFICATION" | "ACTIVE" | "REJECTED";
  reason: string;
  registered_at: string;
  reviewed_at: string | null;
}

export type Standing = "EMPTY" | "HEARD" | "SILENT" | "SHUT_OUT";

/** A place, and how its box is. */
export interface Place {
  device_id: string;
  name: string;
  tenant_name: string;
  standing: Standing;
  last_seen_at: string | null;
  program: string;
  head_seq: number;
  held_seq: number;
  lag: number;
  skew_ms: number;
  disk_free: number | null;
  clock_ok: boolean | null;
  dead_letters: number | null;
  open_alarms: number;
  /** When the box last said how it is; null: never. */
  told_at: string | null;
  waiting_bytes: number | null;
  open_orders: number | null;
  /** What rings at the box itself, by kind. */
  rings: string[];
}

export interface Alarm {
  id: string;
  device_name: string;
  tenant_name: string;
  kind: string;
  said: string;
  at: string;
  times: number;
  cleared_at: string | null;
}

export interface Today {
  business_day: string;
  bills: number;
  total_paise: number;
  credited_paise: number;
  tax_paise: number;
  discount_paise: number;
  outlets: Outlet[];
  top_items: { name: string; quantity: number; revenue_paise: number }[];
}

export interface Outlet {
  device_id: string;
  name: string;
  bills: number;
  total_paise: number;
  credited_paise: number;
  closed_number: number | null;
  closed_total_paise: number | null;
}

export interface Device {
  id: string;
  name: string;
  program: string;
  last_seen_at: string | null;
  machines: { key: string; state: "ACTIVE" | "FENCED" | "REVOKED"; since: string }[];
  /** The newest whole copy of what its box holds. */
  copy: { at: string; bytes: number } | null;
}

/** Something asked of a box. Without an outcome nobody knows yet. */
export interface Command {
  id: string;
  outcome: "DONE" | "REFUSED" | "EXPIRED" | null;
  result: { message?: string } | null;
}

/** Where payment companies bring their news for one box: paths at this hub. */
export interface Hooks {
  razorpay: string;
  stripe: string;
}

export interface NewCode {
  device_id: string;
  code: string;
  kind: "BOX" | "RESTORE";
  expires_in: number;
}

export interface CentralItem {
  central_id: string;
  category: string;
  name: string;
  price_paise: number;
  name_local?: string | null;
  description?: string | null;
  diet?: "VEG" | "NON_VEG" | "EGG" | null;
  tax_class?: string | null;
  variants?: { name: string; price_paise: number }[] | null;
}

export interface CentralMenu {
  rev: number;
  items: CentralItem[];
  outlets: { device_id: string; name: string; waiting: number; refused: number }[];
}

/** Whether somebody signed in on this screen: who never did is not asked for. */
const KNOWN = "office";

/** Undefined: not asked yet. Null: nobody is signed in. */
export const me = signal<Person | null | undefined>(keep.get(KNOWN, false) ? undefined : null);

export const api = createApi({ token: () => null, fetch: (path, init) => asked(path, init) });

/** What is said to whoever has no session, or none any more. */
const GONE = ["unauthorized", "token_expired"];

/** Whoever is told that nobody is signed in signs in again. */
async function asked(path: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init);
  if (answer.status === 401) {
    const said = (await answer
      .clone()
      .json()
      .catch(() => null)) as Refused | null;
    if (GONE.includes(said?.error.code ?? "")) me.value = null;
  }
  return answer;
}

interface Refused {
  error: { code: string };
}

export async function whoAmI(): Promise<void> {
  try {
    me.value = await api.get<Person>("/me");
    keep.set(KNOWN, true);
  } catch (problem) {
    if (!GONE.includes(asApiError(problem).code)) throw problem;
  }
}

export async function signOut(): Promise<void> {
  await api.post("/sign-out", {}, { tries: 1 }).catch(() => undefined);
  me.value = null;
}

/** Something fetched from the hub, kept while pages change. */
export interface Asked<T> {
  data: T | null;
  error: ApiError | null;
  load(): Promise<void>;
}

interface Kept {
  data: unknown;
  error: ApiError | null;
}

const kept = signal<Record<string, Kept>>({});

// What one person saw is not kept for the next.
effect(() => {
  if (me.value !== null) return;
  kept.value = {};
  keep.remove(KNOWN);
});

async function load(path: string): Promise<void> {
  const whose = me.value?.id;
  let now: Kept;
  try {
    now = { data: await api.get(path), error: null };
  } catch (problem) {
    now = { data: kept.peek()[path]?.data ?? null, error: asApiError(problem) };
  }
  if (me.value?.id === whose) kept.value = { ...kept.peek(), [path]: now };
}

/** Fetched when a page opens, and every `everyMs` while somebody looks. */
export function useAsked<T>(path: string, everyMs = 15_000): Asked<T> {
  useEffect(() => {
    void load(path);
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void load(path);
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  const { data = null, error = null } = kept.value[path] ?? {};
  return { data: data as T | null, error, load: () => load(path) };
}
