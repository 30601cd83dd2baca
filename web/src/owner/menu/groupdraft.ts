import type { ModifierGroup, ModifierGroupDraft } from "../../api/schema";
import { parseMoney } from "../../look";
import { type PricedRow, rowsProblem, rupeesTyped } from "./draft";

export interface GroupForm {
  name: string;
  min: number;
  max: number;
  rows: PricedRow[];
}

export type GroupProblems = Partial<Record<"name" | "rule" | "rows", string>>;

export function groupForm(group: ModifierGroup | null): GroupForm {
  if (!group) return { name: "", min: 0, max: 1, rows: [{ name: "", price: "0" }] };
  const rows = group.modifiers.map((one) => ({
    id: one.id,
    name: one.name,
    price: rupeesTyped(one.price_paise),
  }));
  return { name: group.name, min: group.min, max: group.max, rows };
}

export function groupProblems(form: GroupForm): GroupProblems {
  const problems: GroupProblems = {};
  if (!form.name.trim()) problems.name = "Ask the guest something: “How hot?”";
  const rows = form.rows.length === 0 ? "Add at least one choice." : rowsProblem(form.rows);
  if (rows) problems.rows = rows;
  if (form.max < form.min) problems.rule = "The most cannot be less than the least.";
  else if (form.max > form.rows.length) {
    problems.rule = `There ${form.rows.length === 1 ? "is" : "are"} only ${form.rows.length} to choose from.`;
  }
  return problems;
}

export function groupDraft(form: GroupForm): ModifierGroupDraft {
  return {
    name: form.name.trim(),
    min: form.min,
    max: form.max,
    modifiers: form.rows.map((row) => ({
      ...(row.id ? { id: row.id } : {}),
      name: row.name.trim(),
      price_paise: parseMoney(row.price) ?? 0,
    })),
  };
}
