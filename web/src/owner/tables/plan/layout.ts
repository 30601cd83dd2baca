import type { Place, Shape, Table } from "../../../api/schema";

/** An area's floor, in cells. */
export const COLS = 24;
export const ROWS = 16;

/** Places as they are being drawn, by table; what is not in it stands where the box says. */
export type Draft = Record<string, Place>;

export const placeOf = (table: Table, draft: Draft): Place => draft[table.id] ?? pick(table);

function pick({ x, y, w, h, shape }: Place): Place {
  return { x, y, w, h, shape };
}

const within = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));

/** By so many cells, never over the edge. */
export function moved(place: Place, dx: number, dy: number): Place {
  return {
    ...place,
    x: within(place.x + dx, 0, COLS - place.w),
    y: within(place.y + dy, 0, ROWS - place.h),
  };
}

/** Larger or smaller at its right and lower edge. */
export function resized(place: Place, dw: number, dh: number): Place {
  return {
    ...place,
    w: within(place.w + dw, 1, COLS - place.x),
    h: within(place.h + dh, 1, ROWS - place.y),
  };
}

export const reshaped = (place: Place, shape: Shape): Place => ({ ...place, shape });

/** A table turned by a quarter, as far as the floor allows. */
export function turned(place: Place): Place {
  const w = Math.min(place.h, COLS);
  const h = Math.min(place.w, ROWS);
  return moved({ ...place, w, h }, 0, 0);
}

export function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Tables in use that stand on each other, in pairs. */
export function clashes(tables: Table[], draft: Draft): [Table, Table][] {
  const used = tables.filter((table) => table.is_active);
  return used.flatMap((table, at) =>
    used
      .slice(at + 1)
      .filter((other) => other.area_id === table.area_id)
      .filter((other) => overlap(placeOf(table, draft), placeOf(other, draft)))
      .map((other): [Table, Table] => [table, other]),
  );
}

/** The tables that shall stand elsewhere than the box knows. */
export function changes(tables: Table[], draft: Draft): ({ id: string } & Place)[] {
  return tables
    .filter((table) => JSON.stringify(pick(table)) !== JSON.stringify(placeOf(table, draft)))
    .map((table) => ({ id: table.id, ...placeOf(table, draft) }));
}
