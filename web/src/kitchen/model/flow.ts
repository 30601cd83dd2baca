/** How the tickets hang: columns from left to right, the oldest at the top left. */
export interface Box {
  id: string;
  height: number;
  /** How many columns wide: a ticket longer than the board is broad instead. */
  span: number;
}

export interface Column {
  span: number;
  ids: string[];
}

export interface Space {
  height: number;
  gap: number;
  columns: number;
}

/**
 * Nothing jumps when a ticket goes: the others stay in their columns and only close up there. The
 * board is hung anew only where a column overflows, where an older ticket comes back, or where
 * that brings tickets into sight that hang beyond the edge.
 */
export function flow(before: Column[], boxes: Box[], space: Space): Column[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const kept: Column[] = [];
  for (const column of before) {
    const ids = column.ids.filter((id) => byId.has(id));
    if (ids.length > 0) kept.push({ span: column.span, ids });
  }
  const steady = keepWhatFits(kept, boxes, byId, space);
  const hung = fill(steady.columns, boxes.slice(steady.count), byId, space);
  if (width(hung) <= space.columns) return hung;
  const anew = fill([], boxes, byId, space);
  return width(anew) < width(hung) ? anew : hung;
}

const width = (columns: Column[]) => columns.reduce((sum, column) => sum + column.span, 0);

/** The leading columns that are still as they should be. */
function keepWhatFits(columns: Column[], boxes: Box[], byId: Map<string, Box>, space: Space) {
  const good: Column[] = [];
  let count = 0;
  for (const column of columns) {
    const inOrder = column.ids.every((id, at) => boxes[count + at]?.id === id);
    const right = column.ids.every((id) => byId.get(id)?.span === column.span);
    const fits = column.ids.length === 1 || tall(column, byId, space.gap) <= space.height;
    if (!inOrder || !right || !fits) break;
    good.push(column);
    count += column.ids.length;
  }
  return { columns: good, count };
}

function tall(column: Column, byId: Map<string, Box>, gap: number): number {
  const heights = column.ids.map((id) => byId.get(id)?.height ?? 0);
  return heights.reduce((sum, one) => sum + one, 0) + gap * (heights.length - 1);
}

function fill(start: Column[], boxes: Box[], byId: Map<string, Box>, space: Space): Column[] {
  const columns = start.map((column) => ({ ...column, ids: [...column.ids] }));
  for (const box of boxes) {
    const last = columns[columns.length - 1];
    const room =
      last && last.span === 1 && box.span === 1
        ? space.height - tall(last, byId, space.gap) - space.gap
        : -1;
    if (last && room >= box.height) last.ids.push(box.id);
    else columns.push({ span: box.span, ids: [box.id] });
  }
  return columns;
}
