import type { Station } from "../../../api/schema";

export interface StationForm {
  name: string;
  is_default: boolean;
  /** As typed; empty = as the house. */
  warn: string;
  late: string;
}

export function problemsOf(
  form: StationForm,
  all: Station[],
  station: Station | null,
): Partial<Record<"name" | "warn" | "late", string>> {
  const problems: ReturnType<typeof problemsOf> = {};
  const name = form.name.trim();
  const same = (one: Station) => one.name.toLowerCase() === name.toLowerCase();
  if (!name) problems.name = "A station needs a name.";
  else if (all.some((one) => one !== station && same(one))) {
    problems.name = "There is a station of this name.";
  }
  if (!fits(form.warn)) problems.warn = "Whole minutes, 1 to 240, or empty.";
  if (!fits(form.late)) problems.late = "Whole minutes, 1 to 240, or empty.";
  const both = form.warn.trim() && form.late.trim();
  if (!problems.late && both && Number(form.late) <= Number(form.warn)) {
    problems.late = "Late comes after warm.";
  }
  return problems;
}

const fits = (text: string) =>
  text.trim() === "" || (/^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 240);
