import type { SetupRequest } from "../../api/schema";
import { fssaiProblem, gstinProblem } from "../parts/gstin";
import { phoneProblem } from "../settings/draft";
import { tooEasy } from "../staff/draft";

export interface SetupForm {
  code: string;
  name: string;
  address: string;
  phone: string;
  gstin: string;
  fssai: string;
  tax: SetupRequest["tax_percent"];
  tables: number;
  owner: string;
  pin: string;
  again: string;
}

export const STEPS = ["code", "house", "tax", "tables", "you"] as const;
export type SetupStep = (typeof STEPS)[number];
export type SetupProblems = Partial<Record<keyof SetupForm, string>>;

export const EMPTY: SetupForm = {
  code: "",
  name: "",
  address: "",
  phone: "",
  gstin: "",
  fssai: "",
  tax: 5,
  tables: 10,
  owner: "",
  pin: "",
  again: "",
};

/** What is wrong on one step. */
export function problemsOf(step: SetupStep, form: SetupForm): SetupProblems {
  const problems: SetupProblems = {};
  const say = (key: keyof SetupForm, problem: string) => {
    if (problem) problems[key] = problem;
  };
  if (step === "code")
    say("code", /^\d{8}$/.test(form.code) ? "" : "Eight digits, as the box printed them.");
  if (step === "house") {
    say("name", form.name.trim() ? "" : "What is the restaurant called?");
    say("phone", phoneProblem(form.phone));
    say("gstin", gstinProblem(form.gstin));
    say("fssai", fssaiProblem(form.fssai));
  }
  if (step === "you") {
    say("owner", form.owner.trim() ? "" : "What are you called here?");
    if (!/^\d{4,8}$/.test(form.pin)) say("pin", "Four to eight digits.");
    else if (tooEasy(form.pin)) say("pin", "Too easy to guess. Mix the digits.");
    else if (form.pin !== form.again) say("again", "The two are not the same.");
  }
  return problems;
}

export function requestOf(form: SetupForm): SetupRequest {
  return {
    setup_code: form.code,
    house: {
      name: form.name.trim(),
      address: form.address.trim(),
      phone: form.phone.trim(),
      gstin: form.gstin.trim().toUpperCase(),
      fssai: form.fssai.replace(/\s/g, ""),
    },
    tax_percent: form.tax,
    tables: form.tables,
    owner: { name: form.owner.trim(), pin: form.pin },
  };
}

/** The step on which the box found a mistake. */
export function stepOf(code: string, field: string): SetupStep {
  if (code === "wrong_setup_code" || code === "locked") return "code";
  if (/pin|owner/.test(field)) return "you";
  if (/tables/.test(field)) return "tables";
  if (/tax/.test(field)) return "tax";
  return code === "invalid_value" ? "house" : "you";
}
