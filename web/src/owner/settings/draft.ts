import type { House } from "../../api/schema";
import { parseMoney } from "../../look";
import { fssaiProblem, gstinProblem } from "../parts/gstin";

/** The settings as typed: numbers are text until they are saved. */
type Counted =
  | "warn_minutes"
  | "late_minutes"
  | "grace_seconds"
  | "idle_minutes"
  /** In rupees and in percent, as people say them. */
  | "unverified_limit_paise"
  | "cashier_discount_bps";
export type SettingsDraft = Omit<House, Counted> & Record<Counted, string>;

export type SettingsProblems = Partial<Record<keyof House, string>>;

export function draftOf(house: House): SettingsDraft {
  return {
    ...house,
    warn_minutes: String(house.warn_minutes),
    late_minutes: String(house.late_minutes),
    grace_seconds: String(house.grace_seconds),
    idle_minutes: String(house.idle_minutes),
    unverified_limit_paise: hundredths(house.unverified_limit_paise),
    cashier_discount_bps: hundredths(house.cashier_discount_bps),
  };
}

const hundredths = (whole: number) => (whole / 100).toFixed(whole % 100 === 0 ? 0 : 2);

const MINUTES = /^\d{1,3}$/;

export function problemsOf(draft: SettingsDraft): SettingsProblems {
  const problems: SettingsProblems = {};
  const say = (key: keyof House, problem: string) => {
    if (problem) problems[key] = problem;
  };
  say("name", draft.name.trim() ? "" : "A house needs a name.");
  say("gstin", gstinProblem(draft.gstin));
  say("fssai", fssaiProblem(draft.fssai));
  say("sac", /^(\d{4}|\d{6})?$/.test(draft.sac.trim()) ? "" : "A SAC has four or six digits.");
  say("base_url", urlProblem(draft.base_url));
  say("upi_vpa", vpaProblem(draft.upi_vpa));
  say(
    "till_code",
    /^[A-Za-z0-9]{1,4}$/.test(draft.till_code.trim()) ? "" : "One to four letters, digits.",
  );
  say("warn_minutes", minutesProblem(draft.warn_minutes));
  say("late_minutes", minutesProblem(draft.late_minutes));
  if (Number(draft.warn_minutes) > 240) say("warn_minutes", "At most 240.");
  if (Number(draft.late_minutes) > 480) say("late_minutes", "At most 480.");
  if (!problems.late_minutes && Number(draft.late_minutes) <= Number(draft.warn_minutes)) {
    problems.late_minutes = "Late comes after the warning.";
  }
  say("grace_seconds", numberProblem(draft.grace_seconds, 5, 900, "seconds"));
  say("idle_minutes", numberProblem(draft.idle_minutes, 5, 999, "minutes"));
  const limit = parseMoney(draft.unverified_limit_paise);
  say("unverified_limit_paise", limit === null ? "This is not an amount." : "");
  const off = percentOf(draft.cashier_discount_bps);
  say("cashier_discount_bps", off === null ? "0 to 100 percent." : "");
  say("phone", phoneProblem(draft.phone));
  say("wifi_ssid", PLAIN.test(draft.wifi_ssid) ? "" : ONLY_PLAIN);
  say("wifi_password", passwordProblem(draft.wifi_password));
  return problems;
}

/** "12.5" percent are 1,250 hundredths of one; null when it is none, or too many. */
function percentOf(text: string): number | null {
  const clean = text.replace(/[%\s]/g, "");
  if (!/^\d{1,3}(\.\d{0,2})?$/.test(clean)) return null;
  const bps = Math.round(Number(clean) * 100);
  return bps <= 10_000 ? bps : null;
}

/** What needs no escape in a Wi-Fi code: phones do not agree on how to escape. */
const PLAIN = /^[A-Za-z0-9 _-]*$/;
const ONLY_PLAIN = "Only A to Z, digits, spaces, - and _: some phones cannot scan the rest.";

function passwordProblem(text: string): string {
  if (text && text.trim().length < 8) return "A Wi-Fi password has at least 8 characters.";
  return PLAIN.test(text) ? "" : ONLY_PLAIN;
}

export function phoneProblem(text: string): string {
  const digits = text.replace(/\D/g, "").length;
  const fits = /^[\d+\-() /,]*$/.test(text.trim()) && (text.trim() === "" || digits >= 6);
  return fits ? "" : "This is not a telephone number.";
}

function minutesProblem(text: string): string {
  return MINUTES.test(text) && Number(text) >= 1 ? "" : "Whole minutes, 1 or more.";
}

function numberProblem(text: string, least: number, most: number, unit: string): string {
  const value = Number(text);
  const fits = /^\d{1,3}$/.test(text.trim()) && value >= least && value <= most;
  return fits ? "" : `Whole ${unit}, ${least} to ${most}.`;
}

function vpaProblem(text: string): string {
  const vpa = text.trim();
  return vpa === "" || /^[\w.-]{2,}@[A-Za-z][\w.-]+$/.test(vpa) ? "" : "It looks like name@bank.";
}

/** Printed codes outlive names that only some phones understand. */
export function urlProblem(text: string): string {
  const url = text.trim();
  if (url === "") return "";
  if (!/^https?:\/\/[^\s/?#]+\/?$/i.test(url))
    return "Like http://192.168.1.20 and nothing after it.";
  if (/\.local(:\d+)?\/?$/i.test(url))
    return "Many phones cannot open .local names. Use the number.";
  return "";
}

/** What is sent: trimmed, in the letters the law prints. */
export function houseOf(draft: SettingsDraft): House {
  return {
    ...draft,
    name: draft.name.trim(),
    tagline: draft.tagline.trim(),
    address: draft.address.trim(),
    phone: draft.phone.trim(),
    gstin: draft.gstin.trim().toUpperCase(),
    fssai: draft.fssai.replace(/\s/g, ""),
    sac: draft.sac.trim(),
    till_code: draft.till_code.trim().toUpperCase(),
    wifi_ssid: draft.wifi_ssid.trim(),
    wifi_password: draft.wifi_password.trim(),
    upi_vpa: draft.upi_vpa.trim(),
    base_url: draft.base_url.trim().replace(/\/$/, ""),
    warn_minutes: Number(draft.warn_minutes),
    late_minutes: Number(draft.late_minutes),
    grace_seconds: Number(draft.grace_seconds),
    idle_minutes: Number(draft.idle_minutes),
    unverified_limit_paise: parseMoney(draft.unverified_limit_paise) ?? 0,
    cashier_discount_bps: percentOf(draft.cashier_discount_bps) ?? 0,
  };
}
