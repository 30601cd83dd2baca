import { expect, it } from "vitest";
import type { Change, Delivery } from "../../src/api/schema";
import { changeWords, unconfirmedOf, whyUnseen } from "../../src/counter/model/delivery";
import { NOON } from "../staff/fixtures";

const aChange = (more: Partial<Change> = {}): Change => ({
  id: "x1",
  ticket_id: "t1",
  station: "Tandoor",
  order_id: "o1",
  number: 41,
  table_name: "5",
  line_id: "l1",
  name: "Naan",
  variant_name: "",
  kind: "CHANGED",
  old_quantity: 2,
  new_quantity: 1,
  old_note: "",
  new_note: "",
  reason: "",
  by: "Ravi",
  at: NOON,
  confirmed_at: null,
  confirmed_by: null,
  ...more,
});
const unseen = (station: string) => ({
  ticket_id: station,
  station,
  seq: 1,
  number: 41,
  table_name: "5",
  fired_at: NOON,
});
const delivery = (more: Partial<Delivery>): Delivery => ({
  seq: 1,
  now: NOON,
  unseen: [],
  unconfirmed: [],
  stations: [],
  ...more,
});

it("says whether a station has no screen or one that does not look", () => {
  const stations = [
    { name: "Tandoor", screens: 0 },
    { name: "Bar", screens: 2 },
  ];
  const lost = [unseen("Tandoor"), unseen("Bar"), unseen("Curry"), unseen("Tandoor")];
  expect(whyUnseen(delivery({ stations, unseen: lost }))).toBe(
    "No screen shows Tandoor or Curry now. A screen of Bar is open but has not drawn it.",
  );
});

it("tells old from new in what the cook has not confirmed", () => {
  expect(changeWords(aChange())).toBe("1 Naan instead of 2");
  expect(changeWords(aChange({ kind: "CANCELLED" }))).toBe("2 Naan cancelled");
  expect(changeWords(aChange({ new_quantity: 2, new_note: "no salt" }))).toBe(
    "Naan with “no salt”",
  );
  expect(changeWords(aChange(), "")).toBe("1 instead of 2");
  const all = delivery({ unconfirmed: [aChange(), aChange({ id: "x2", line_id: "l2" })] });
  expect(unconfirmedOf(all, "l2").map((one) => one.id)).toEqual(["x2"]);
  expect(unconfirmedOf(null, "l2")).toEqual([]);
});
