import { type KitchenState, signature } from "./slip";

/** What the ears should learn from a change of the board. */
export interface News {
  fresh: string[];
  changed: string[];
  cancelled: string[];
}

export function newsBetween(before: KitchenState | null, after: KitchenState): News {
  const old = new Map((before?.slips ?? []).map((slip) => [slip.order_id, slip]));
  const recent = new Set((before?.recent ?? []).map((one) => one.order_id));
  const news: News = { fresh: [], changed: [], cancelled: [] };
  for (const slip of after.slips) {
    const was = old.get(slip.order_id);
    const untouched = slip.lines.every((line) => line.status === "FIRED");
    // What comes back by recall was asked for by a cook: no bell.
    if (!was && !slip.cancelled && untouched && !recent.has(slip.order_id)) {
      news.fresh.push(slip.order_id);
    }
    if (was && !slip.cancelled && signature(was.lines) !== signature(slip.lines)) {
      news.changed.push(slip.order_id);
    }
    if (was && slip.cancelled && !was.cancelled) news.cancelled.push(slip.order_id);
  }
  return news;
}
