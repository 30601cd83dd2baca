import type { Place, Table } from "../../api/schema";

/** An area's floor, seen from above: only as much of it as has tables on it. */
export interface Ground {
  cols: number;
  rows: number;
  spots: Map<string, Place>;
}

/** Tables are touched: the smallest is at least this wide, with air around it. */
const LEAST_PX = 52;
/** Below this a table's words are hard to read: rather scroll. */
const READ_PX = 68;
const MOST_CELL = 46;
const STEP = 2;

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

/** The same floor without its empty lanes: of each only one cell is left between two tables. */
export function squeezed<T extends Place>(tables: T[]): T[] {
  const lane = (from: (one: T) => number, size: (one: T) => number) => {
    const used = new Set(
      tables.flatMap((one) => Array.from({ length: size(one) }, (_, at) => from(one) + at)),
    );
    const last = Math.max(...used);
    const places: number[] = [];
    let next = 0;
    for (let at = 0; at <= last; at += 1) {
      places[at] = next;
      if (used.has(at) || used.has(at - 1)) next += 1;
    }
    return places;
  };
  const columns = lane(
    (one) => one.x,
    (one) => one.w,
  );
  const rows = lane(
    (one) => one.y,
    (one) => one.h,
  );
  return tables.map((one) => ({ ...one, x: columns[one.x] ?? one.x, y: rows[one.y] ?? one.y }));
}

export interface Scale {
  cell: number;
  /** A wide room on a tall phone is drawn turned, rather than too small to touch. */
  turned: boolean;
  /** Without empty lanes, where the whole house would not be seen at once. */
  squeezed: boolean;
}

export interface Room {
  width: number;
  height: number;
}

/** A heading above each area, and air between areas. */
const HEAD_PX = 44;
const GAP_PX = 24;

/** To scale where that is seen at one glance; closer together where it is not. */
export function scaleFor(areas: Table[][], room: Room): Scale {
  const sizes = areas.flat().map((one) => Math.min(one.w, one.h));
  const smallest = Math.max(1, Math.min(...sizes));
  const close = areas.map(squeezed);
  for (const [drawn, squeeze] of [
    [areas, false],
    [close, true],
  ] as const) {
    const most = Math.min(MOST_CELL, room.width / widest(drawn, false));
    for (let cell = most; cell * smallest >= READ_PX; cell -= STEP) {
      if (heightOf(drawn, cell, room.width) <= room.height) {
        return { cell, turned: false, squeezed: squeeze };
      }
    }
  }
  const least = LEAST_PX / smallest;
  const fit = (turned: boolean) => room.width / widest(close, turned);
  const turned = fit(false) < least && fit(true) > fit(false);
  const cell = Math.max(least, Math.min(fit(turned), MOST_CELL, READ_PX / smallest));
  return { cell, turned, squeezed: true };
}

const widest = (areas: Table[][], turned: boolean) =>
  Math.max(1, ...areas.map((tables) => groundOf(tables, turned).cols));

/** How tall the house is when areas stand beside each other as far as there is room. */
function heightOf(areas: Table[][], cell: number, width: number): number {
  let used = 0;
  let tallest = 0;
  let sum = 0;
  for (const tables of areas) {
    const { cols, rows } = groundOf(tables, false);
    const wide = Math.max(cols * cell, HEADING_PX);
    if (used > 0 && used + GAP_PX + wide > width) {
      sum += tallest;
      used = 0;
      tallest = 0;
    }
    used += (used > 0 ? GAP_PX : 0) + wide;
    tallest = Math.max(tallest, rows * cell + HEAD_PX);
  }
  return sum + tallest;
}

/** An area is at least as wide as its name. */
const HEADING_PX = 120;
