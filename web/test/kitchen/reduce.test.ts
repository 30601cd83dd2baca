import { describe, expect, it } from "vitest";
import { newsBetween } from "../../src/kitchen/model/news";
import { carryOver, dismiss, reduce } from "../../src/kitchen/model/reduce";
import type { KitchenState } from "../../src/kitchen/model/slip";
import { aLine, anOrder, aSlip, at, aTicket } from "../staff/fixtures";

const board = (more: Partial<KitchenState> = {}): KitchenState => ({
  seq: 5,
  stations: ["tandoor", "curry"],
  slips: [aSlip()],
  recent: [],
  warn_minutes: 10,
  late_minutes: 20,
  ...more,
});
const order = (more: Parameters<typeof anOrder>[0], seq = 6) =>
  ({ type: "order", seq, data: anOrder(more) }) as const;

describe("the kitchen's board", () => {
  it("keeps the higher version, whatever comes later", () => {
    const started = [aLine({ status: "COOKING" })];
    const newer = reduce(board(), order({ version: 4, status: "PREPARING", lines: started }));
    expect(newer.slips[0]).toMatchObject({ version: 4, status: "PREPARING" });
    const late = reduce(newer, order({ version: 3 }, 7));
    expect(late.slips).toEqual(newer.slips);
    expect(late.seq).toBe(7);
  });

  it("hangs up a new order behind the older ones, and only once something is fired", () => {
    const unfired = [aLine({ status: "QUEUED", fired_quantity: 0, fired_at: null })];
    const waits = reduce(board(), order({ id: "o2", status: "PENDING", lines: unfired }));
    expect(waits.slips).toHaveLength(1);
    const fired = order({ id: "o2", number: 18, lines: [aLine({ id: "l2", fired_at: at(1) })] });
    const hung = reduce(waits, fired);
    expect(hung.slips.map((slip) => slip.number)).toEqual([17, 18]);
    expect(newsBetween(waits, hung).fresh).toEqual(["o2"]);
  });

  it("moves a ready order to the recent ones, and back when it is recalled", () => {
    const done = [aLine({ status: "DONE" })];
    const ready = reduce(board(), order({ version: 3, status: "READY", lines: done }));
    expect(ready.slips).toEqual([]);
    expect(ready.recent[0]).toMatchObject({ number: 17, status: "READY" });
    const again = [aLine({ status: "COOKING" })];
    const back = reduce(ready, order({ version: 4, status: "PREPARING", lines: again }));
    expect(back.slips).toHaveLength(1);
    expect(back.recent).toEqual([]);
    expect(newsBetween(ready, back).fresh).toEqual([]);
  });

  it("strikes a cancelled order through and keeps it until it is tapped away", () => {
    const voided = [aLine({ status: "VOIDED" })];
    const before = board();
    const struck = reduce(before, order({ version: 3, status: "CANCELLED", lines: voided }));
    expect(struck.slips[0]).toMatchObject({ cancelled: true });
    expect(newsBetween(before, struck).cancelled).toEqual(["o1"]);
    expect(dismiss(struck, "o1").slips).toEqual([]);
  });

  it("marks a ticket whose food was changed, but not one that was only started", () => {
    const before = board();
    const started = [aLine({ status: "COOKING" })];
    const cooking = reduce(before, order({ version: 3, status: "PREPARING", lines: started }));
    expect(cooking.slips[0]?.changed).toBe(false);
    const more = [aLine({ status: "COOKING", quantity: 3 })];
    const changed = reduce(cooking, order({ version: 4, status: "PREPARING", lines: more }));
    expect(changed.slips[0]?.changed).toBe(true);
    expect(newsBetween(cooking, changed).changed).toEqual(["o1"]);
  });

  it("does not lose a ticket that a fresh snapshot no longer has before it knows why", () => {
    const after = board({ seq: 9, slips: [], recent: [] });
    expect(carryOver(board(), after)).toMatchObject({ lost: ["o1"] });
    expect(carryOver(board(), after).state.slips).toHaveLength(1);
    const bumped = board({ seq: 9, slips: [], recent: [aTicket({ status: "READY" })] });
    expect(carryOver(board(), bumped)).toMatchObject({ lost: [], state: { slips: [] } });
  });
});
