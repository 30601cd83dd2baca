import type { Area, Floor, Table } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";

export const floor = createLoaded(() => api.get<Floor>("/api/tables"), ["tables"]);

export function putTable(table: Table): void {
  floor.change((old) => ({
    ...old,
    tables: old.tables.some((one) => one.id === table.id)
      ? old.tables.map((one) => (one.id === table.id ? table : one))
      : [...old.tables, table],
  }));
}

export interface Room {
  area: Area;
  tables: Table[];
}

/** Areas in their order, each with its tables by number. */
export function rooms(all: Floor): Room[] {
  return [...all.areas]
    .sort((a, b) => a.sort - b.sort || a.name.localeCompare(b.name))
    .map((area) => ({
      area,
      tables: all.tables
        .filter((one) => one.area_id === area.id)
        .sort((a, b) => a.number - b.number),
    }));
}

/** What the next table would be called: one more than the highest number in use. */
export function nextName(tables: Table[]): string {
  const numbers = tables.map((one) => Number(one.name)).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1);
}
