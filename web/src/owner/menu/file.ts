import type { Imported } from "../../api/schema";

/** Menus are short; anything larger is another file. */
export const MOST_BYTES = 4 * 1024 * 1024;

export interface ImportError {
  line: number;
  column: number;
  message: string;
}

export function kindOf(name: string, type: string): "csv" | "json" | null {
  if (/\.csv$/i.test(name) || type === "text/csv") return "csv";
  if (/\.json$/i.test(name) || type === "application/json") return "json";
  return null;
}

/** The mistakes in the box's answer; whatever is not one is left out. */
export function importErrors(details: Record<string, unknown>): ImportError[] {
  if (!Array.isArray(details.errors)) return [];
  return details.errors.filter(
    (one: Partial<ImportError> | null): one is ImportError =>
      typeof one?.line === "number" &&
      typeof one.column === "number" &&
      typeof one.message === "string",
  );
}

/** "124 dishes, 2 categories"; what a file does not hold is not counted. */
export function countWords({ items, categories, modifier_groups }: Imported): string {
  const word = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  const parts = [
    ...word(items, "dish", "dishes"),
    ...word(categories, "category", "categories"),
    ...word(modifier_groups, "group of choices", "groups of choices"),
  ];
  return parts.join(", ") || "it held nothing";
}
