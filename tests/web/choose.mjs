// Two guests at one table each choose what they pay and pay it on their own phone, at once; and a
// dish goes from one table's bill to another's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff, takeUpi, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import {
  PHONE,
  TABLET,
  add,
  openBrowser,
  paiseOf,
  picture,
  place,
  shows,
  signIn,
} from "./kit/browser.mjs";

let box;
let browser;
let meera;
let salim;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  meera = await asStaff(box, "Meera");
  salim = await asStaff(box, "Salim");
  await takeUpi(meera);
});

after(async () => {
  await browser?.close();
  await box?.close();
});

async function sit(name) {
  // What the gateway's own page lacks, such as an icon, is no complaint about ours.
  const phone = await browser.screen(PHONE, { offline: true });
  await phone.goto(box.table);
  await phone.getByRole("button", { name: /Change your name/ }).click();
  await phone.getByRole("textbox", { name: "Your name" }).fill(name);
  await phone.getByRole("button", { name: "Save" }).click();
  await phone
    .getByRole("button", { name: `You are ${name}. Change your name` })
    .waitFor();
  return phone;
}

async function toBill(phone) {
  await phone.getByRole("button", { name: /^Bill/ }).last().click();
  await phone.getByRole("heading", { name: /Bill of table/ }).waitFor();
}

async function billAt(table) {
  const { tables } = await meera.get("/api/tables");
  const { sitting } = tables.find((one) => one.name === table);
  return meera.get(`/api/sittings/${sitting.id}/bill`);
}

/** Dishes a table has ordered; none before there is a bill. */
async function ordered(table) {
  try {
    return (await billAt(table)).lines.length;
  } catch (error) {
    if (String(error).includes("no_bill")) return 0;
    throw error;
  }
}

/** All that a table has ordered is cooked and brought. */
async function eaten(table) {
  for (const id of (await billAt(table)).order_ids) {
    const order = await meera.get(`/api/orders/${id}`);
    await salim.post(`/api/kitchen/orders/${id}/done`);
    await meera.post(`/api/orders/${id}/serve`, {
      line_ids: order.lines.map((line) => line.id),
    });
  }
}

/** At the gateway's own page; back when it was paid. */
async function payThere(phone) {
  await phone.getByTestId("pay-online").click();
  await phone.locator("#pay").click();
  await phone.waitForURL(/\/back\/|\/t\//);
}

test("two guests each pay a share they chose, at once, and together it is the bill", async () => {
  const asha = await sit("Asha");
  const ravi = await sit("Ravi");
  await add(asha, "Paneer Tikka", 1);
  await place(asha, /Place order/);
  await until(async () => (await ordered("5")) === 1, "her order");
  await add(ravi, "Dal Makhani", 1);
  await add(ravi, "Garlic Naan", 3);
  await place(ravi, /Place order/);
  await until(async () => (await billAt("5")).lines.length === 3, "his order");
  await eaten("5");
  const bill = await billAt("5");
  await toBill(asha);
  await toBill(ravi);

  // Hers is her tikka with its tax.
  await asha.getByTestId("pay-all").click();
  await asha.getByTestId("choose-MINE").check();
  await picture(asha, "guest-choose");
  await asha.getByTestId("choose-confirm").click();
  await shows(asha.getByTestId("guest-due"), 28_000 * 1.18);
  await asha.getByTestId("kept-for").waitFor();

  // He sees that, and is not offered all of it.
  await ravi.getByTestId("others").getByText("Asha is paying").waitFor();
  await ravi.getByTestId("pay-all").click();
  await ravi.getByTestId("choose-AMOUNT").check();
  await ravi.getByTestId("choose-amount").fill(String(bill.due_paise / 100));
  await ravi.locator('[data-testid="choose-confirm"]:disabled').waitFor();
  // She gives hers up and takes half; while he has half in mind, too.
  await asha.getByTestId("give-up").click();
  await asha.getByTestId("choose-EQUAL").check();
  await ravi.getByTestId("others").waitFor({ state: "detached" });
  await ravi.getByTestId("choose-EQUAL").check();
  await picture(ravi, "guest-choose-equal");
  await Promise.all([
    asha.getByTestId("choose-confirm").click(),
    ravi.getByTestId("choose-confirm").click(),
  ]);
  const halves = await Promise.all(
    [asha, ravi].map(async (phone) =>
      paiseOf(await phone.getByTestId("guest-due").textContent()),
    ),
  );
  assert.equal(halves[0] + halves[1], bill.due_paise);
  assert.ok(Math.abs(halves[0] - halves[1]) <= 1, String(halves));

  await Promise.all([payThere(asha), payThere(ravi)]);
  await until(
    async () => (await meera.get(`/api/bills/${bill.id}`)).state === "PAID",
    "both to have paid",
  );
  const paid = await meera.get(`/api/bills/${bill.id}`);
  assert.deepEqual(
    paid.payments.map((one) => [one.method, one.amount_paise]).sort(),
    halves.map((half) => ["RAZORPAY", half]).sort(),
  );
  assert.equal(paid.paid_paise, bill.quote.total_paise);
  assert.deepEqual(paid.refunds, []);
  assert.deepEqual(browser.complaints, []);
});

test("two naans go from one table's bill to the other's, and a shared bill keeps its own", async () => {
  const order = await meera.order("6", { "Garlic Naan": 3, "Sweet Lassi": 1 });
  await meera.order("7", { "Dal Makhani": 1 });
  const [six, seven] = [await billAt("6"), await billAt("7")];
  // The refusal is part of the story.
  const till = await browser.screen(TABLET, { offline: true });
  await signIn(till, box, "/counter", "Lata");
  await till.locator("[data-trust=fresh]").waitFor();
  await till.getByTestId("table-6").click();
  await picture(till, "counter-table");
  await till.getByTestId("bill").click();
  await till.getByTestId("bill-transfer").click();
  await till.getByTestId("transfer-Garlic Naan").check();
  await till.getByRole("button", { name: "One less Garlic Naan" }).click();
  await till.getByTestId("to-table-7").click();
  await picture(till, "counter-transfer");

  // Somebody shares the other bill out meanwhile: it is said so, and nothing moves.
  await meera.put(`/api/bills/${seven.id}/split`, { how: "EQUAL", parts: 2 });
  await till.getByTestId("transfer-confirm").click();
  const why = till.getByTestId("transfer-why");
  await why.getByText("is shared out").waitFor();
  await meera.delete(`/api/bills/${seven.id}/split`);

  await till.getByTestId("transfer-confirm").click();
  await till
    .getByText("2 dishes are on the bill of table 7 now")
    .first()
    .waitFor();
  const [left, grown] = [await billAt("6"), await billAt("7")];
  const naans = (bill) =>
    bill.lines.find((line) => line.name === "Garlic Naan")?.quantity;
  assert.deepEqual([naans(left), naans(grown)], [1, 2]);
  assert.equal(
    left.due_paise + grown.due_paise,
    six.due_paise + seven.due_paise,
  );
  const { items } = await meera.get("/api/orders?open=true");
  const cooked = items
    .flatMap((one) => one.lines)
    .filter((line) => line.name === "Garlic Naan");
  assert.equal(
    cooked.reduce((sum, line) => sum + line.quantity, 0),
    order.lines.find((line) => line.name === "Garlic Naan").quantity,
  );

  // From the table, too: the last dishes go, and nothing is due there any more.
  await till.getByTestId("back").click();
  await till.getByTestId("do-dishes").click();
  await till.getByTestId("transfer-Garlic Naan").check();
  await till.getByTestId("transfer-Sweet Lassi").check();
  await till.getByTestId("to-table-7").click();
  await till.getByTestId("transfer-confirm").click();
  await until(
    async () =>
      (await billAt("7")).due_paise === six.due_paise + seven.due_paise,
    "all of it to be table 7's",
  );
  assert.deepEqual(browser.complaints, []);
});

test("a guest says they pay cash, and the counter takes what was kept for them", async () => {
  const asha = await sit("Asha");
  await add(asha, "Paneer Tikka", 1);
  await place(asha, /Place order/);
  await until(async () => (await ordered("5")) === 1, "her order");
  await meera.order("5", { "Garlic Naan": 2 });
  await eaten("5");
  await toBill(asha);
  await asha.getByTestId("pay-all").click();
  await asha.getByTestId("choose-MINE").check();
  await asha.getByTestId("choose-confirm").click();
  await asha.getByTestId("pay-cash").click();
  await asha.getByTestId("say-cash").getByText("₹330.40").waitFor();

  const till = await browser.screen(TABLET);
  await signIn(till, box, "/counter", "Lata");
  await till.locator("[data-trust=fresh]").waitFor();
  await till.getByTestId("table-5").click();
  await till.getByTestId("bill").click();
  const held = till.getByTestId("claim-Asha").getByRole("button");
  await held.waitFor();
  await picture(till, "counter-claims");
  await held.click();
  await shows(till.getByTestId("pay-due"), 33_040);
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("paid-done").waitFor();
  await asha
    .getByTestId("pay-notice")
    .getByText("₹330.40 has been paid")
    .waitFor();
  await picture(asha, "guest-paid-share");
  const bill = await billAt("5");
  const { items } = await meera.get(`/api/bills/${bill.id}/claims`);
  assert.deepEqual([bill.due_paise, items], [11_800, []]);

  // The rest is shared out by the staff: she holds a part, and leaves it to somebody else.
  await meera.put(`/api/bills/${bill.id}/split`, { how: "EQUAL", parts: 2 });
  await asha.getByRole("button", { name: "Close" }).click();
  await asha.getByTestId("pay-part-2").click();
  await shows(asha.getByTestId("guest-due"), 5_900);
  await asha.getByTestId("give-up").click();
  await asha.getByTestId("choose-confirm").waitFor();
  await until(async () => {
    const left = await meera.get(`/api/bills/${bill.id}/claims`);
    return left.free_paise === 11_800 && left.items.length === 0;
  }, "all of it to be free again");
  assert.deepEqual(browser.complaints, []);
});
