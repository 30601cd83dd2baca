import type { Place, Table } from "../../api/schema";

/** An area's floor, seen from above: only as much of it as has tables on it. */
export interface Ground {
  cols: number;
  rows: number;
  spots: Map<string, Place>;
}

/** Tables are touched: the smallest is at least this wide, with air around it. */
const LEAST_PX = 52;
const MOST_PX = 46;

export function groundOf(tables: Table[], turned: boolean): Ground {
  const left = Math.min(...tables.map((one) => one.x));
  const top = Math.min(...tables.map((one) => one.y));
  const cols = Math.max(...tables.map((one) => one.x + one.w)) - left;
  const rows = Math.max(...tables.map((one) => one.y + one.h)) - top;
  const spots = new Map<string, Place>();
  for (const { id, x, y, w, h, shape } of tables) {
    const spot = turned
      ? { x: rows - (y - top) - h, y: x - left, w: h, h: w, shape }
      : { x: x - left, y: y - top, w, h, shape };
    spots.set(id, spot);
  }
  return turned ? { cols: rows, rows: cols, spots } : { cols, rows, spots };
}

export interface Scale {
  cell: number;
  /** A wide room on a tall phone is drawn turned, rather than too small to touch. */
  turned: boolean;
}

/** One scale for all areas, so that a big table looks big everywhere. */
export function scaleFor(areas: Table[][], width: number): Scale {
  const all = areas.flat();
  const smallest = Math.max(1, Math.min(...all.map((one) => Math.min(one.w, one.h))));
  const least = LEAST_PX / smallest;
  const fit = (turned: boolean) =>
    width / Math.max(1, ...areas.map((tables) => groundOf(tables, turned).cols));
  const turned = fit(false) < least && fit(true) > fit(false);
  return { cell: Math.min(MOST_PX, Math.max(least, fit(turned))), turned };
}
