import { describe, expect, it } from "vitest";
import { allDay } from "../../src/kitchen/model/allday";
import { aCard, aLine, aTicket } from "./fixtures";

const naan = (id: string, more = {}) => aLine({ id, name: "Garlic Naan", quantity: 3, ...more });

describe("all-day counts", () => {
  it("sum each dish over the open tickets, the most wanted first", () => {
    const counts = allDay([
      aCard(aTicket({ lines: [aLine(), naan("l2")] })),
      aCard(aTicket({ id: "t2", order_id: "o2", lines: [naan("l3"), naan("l4")] })),
    ]);
    expect(counts.map(({ name, quantity }) => [name, quantity])).toEqual([
      ["Garlic Naan", 9],
      ["Paneer Tikka", 2],
    ]);
  });

  it("leave out what is done or called off, and say what is begun", () => {
    const lines = [
      naan("l1", { status: "DONE" }),
      naan("l2", { status: "COOKING" }),
      naan("l3", { quantity: 0, status: "VOIDED" }),
      naan("l4"),
    ];
    expect(allDay([aCard(aTicket({ lines }))])).toMatchObject([{ quantity: 6, started: 3 }]);
  });

  it("keep sizes apart, and inside a dish what was asked for differently", () => {
    const lines = [
      naan("l1", { variant_name: "Half" }),
      naan("l2", { modifiers: ["No butter", "Crisp"], quantity: 1 }),
      naan("l3", { modifiers: ["Crisp", "No butter"], quantity: 1 }),
      naan("l4", { special_instructions: "soft" }),
    ];
    const counts = allDay([aCard(aTicket({ lines }))]);
    expect(counts.map((one) => [one.variant_name, one.quantity])).toEqual([
      ["", 5],
      ["Half", 3],
    ]);
    expect(counts[0]?.ways).toEqual([
      { words: "soft", quantity: 3 },
      { words: "Crisp · No butter", quantity: 2 },
    ]);
  });

  it("count a portion once that cooks at two stations of this screen", () => {
    const thali = aLine({ id: "l7", name: "Thali", quantity: 1 });
    const card = aCard(
      aTicket({ lines: [thali] }),
      aTicket({ id: "t2", station: "Curry", lines: [thali] }),
    );
    expect(allDay([card])).toMatchObject([{ name: "Thali", quantity: 1 }]);
  });
});
