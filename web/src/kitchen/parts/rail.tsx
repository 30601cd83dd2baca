import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Box, type Column, flow } from "../model/flow";
import { rail } from "../state/page";
import { choice } from "../state/screen";
import { firstInSight } from "../state/selection";
import { outOfSight } from "./bar";
import type { Size } from "./board";

const GAP = 12;
/** The narrowest column that holds a ticket, for each text size. */
const NARROWEST = [296, 340, 410];
const PHONE = 640;
/** A ticket may be broader than the board; then it is paged through like all that hangs there. */
const BROADEST = 12;

/** What hangs: a ticket, or an order at the pass. */
export interface Hung {
  key: string;
  number: number;
  /** How high it will be, as far as its words tell. */
  guess: number;
  /** Changes whenever its height may have changed. */
  shape: string;
}

export interface RailProps {
  items: Hung[];
  size: Size;
  draw: (nth: number, span: number) => ComponentChildren;
}

/** Cards in columns; how they hang is decided in `flow`. */
export function Rail({ items, size, draw }: RailProps) {
  const heights = useRef(new Map<string, number>());
  const spans = useRef(new Map<string, number>());
  const hung = useRef<Column[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const [, redraw] = useState(0);
  const { size: text, columns: wanted } = choice.value;

  // A phone is scrolled like any page: one column, as long as it takes.
  const upright = size.width < PHONE;
  const narrowest = NARROWEST[text] ?? 296;
  const fitting = Math.max(1, Math.floor((size.width + GAP) / (narrowest + GAP)));
  const columns = upright ? 1 : wanted || fitting;
  const wide = (size.width - GAP * (columns - 1)) / columns;
  const high = upright ? Infinity : size.height;
  const boxes = items.map(({ key, guess, shape }): Box => {
    const found = spans.current.get(`${key}|${shape}|${columns}|${high}`);
    const height = heights.current.get(key) ?? Math.min(high, guess);
    return { id: key, height, span: found ?? 1 };
  });
  hung.current = flow(hung.current, boxes, { height: high, gap: GAP, columns });

  useLayoutEffect(() => {
    const shapes = new Map(items.map((one) => [one.key, `${one.shape}|${columns}|${high}`]));
    const grown = broaden(box.current, spans.current, shapes, high);
    if (measure(box.current, heights.current) || grown) redraw((old) => old + 1);
  });
  useSight(box, items, hung.current);

  const nth = new Map(items.map((one, at) => [one.key, at]));
  const maxHeight = upright ? undefined : `${high}px`;
  return (
    <div class={upright ? "k-rail upright" : "k-rail"} ref={box} data-testid="board">
      {hung.current.map((column) => (
        <div
          class="k-column"
          key={column.ids[0]}
          style={{
            width: `${wide * column.span + GAP * (column.span - 1)}px`,
            "--most": maxHeight,
          }}
        >
          {column.ids.map((id) => {
            const at = nth.get(id);
            return at === undefined ? null : draw(at, column.span);
          })}
        </div>
      ))}
    </div>
  );
}

/** True when a card turned out to be higher or lower than thought. */
function measure(box: HTMLDivElement | null, heights: Map<string, number>): boolean {
  let changed = false;
  for (const card of box?.querySelectorAll<HTMLElement>("[data-card]") ?? []) {
    const id = card.dataset.card ?? "";
    const height = card.offsetHeight;
    if (Math.abs((heights.get(id) ?? 0) - height) > 2) {
      heights.set(id, height);
      changed = true;
    }
  }
  return changed;
}

/** A card whose lines do not fit below each other flows on into the next column. */
function broaden(
  box: HTMLDivElement | null,
  spans: Map<string, number>,
  shapes: Map<string, string>,
  high: number,
): boolean {
  let changed = false;
  for (const card of box?.querySelectorAll<HTMLElement>("[data-card]") ?? []) {
    const lines = card.querySelector("[data-flows]");
    const full = card.offsetHeight >= high - 2;
    if (!full || !lines || lines.scrollHeight <= lines.clientHeight + 2) continue;
    const key = `${card.dataset.card}|${shapes.get(card.dataset.card ?? "")}`;
    const span = spans.get(key) ?? 1;
    if (span >= BROADEST) continue;
    spans.set(key, span + 1);
    changed = true;
  }
  return changed;
}

/** Which cards are out of sight, and with which the numbers of the keys begin. */
function useSight(box: { current: HTMLDivElement | null }, items: Hung[], columns: Column[]) {
  const numbers = useRef(new Map<string, number>());
  numbers.current = new Map(items.map((one) => [one.key, one.number]));
  const order = items.map((one) => one.key);
  useEffect(() => {
    const rails = box.current;
    if (!rails) return;
    rail.current = rails;
    const upright = rails.classList.contains("upright");
    const look = () => {
      const view = rails.getBoundingClientRect();
      const [before, after]: [number[], number[]] = [[], []];
      let first = order.length;
      for (const card of rails.querySelectorAll<HTMLElement>("[data-card]")) {
        const id = card.dataset.card ?? "";
        const { left, right, top, bottom } = card.getBoundingClientRect();
        const number = numbers.current.get(id) ?? 0;
        // What hangs over the edge is not in sight, or half of it would be hidden silently.
        const over = upright ? top > view.bottom - 60 : right > view.right + 8;
        const under = upright ? bottom < view.top + 60 : left < view.left - 8;
        if (over) after.push(number);
        if (under) before.push(number);
        if (!over && !under) first = Math.min(first, order.indexOf(id));
      }
      firstInSight.value = first === order.length ? 0 : first;
      const { before: b, after: a } = outOfSight.peek();
      if (String(b) !== String(before) || String(a) !== String(after)) {
        outOfSight.value = { before, after };
      }
    };
    look();
    rails.addEventListener("scroll", look, { passive: true });
    return () => {
      rails.removeEventListener("scroll", look);
      outOfSight.value = { before: [], after: [] };
    };
  }, [columns, order.join()]);
}
