// A table of four orders on four phones, shares its bill by dishes and equally, pays by UPI and by
// card through the gateways, and in cash; then the drawer is counted and the owner closes the day.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { asStaff, until } from "./kit/api.mjs";
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
let ravi;
let salim;
let meera;
/** Lata's till, with a drawer of her own. */
let till;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  [ravi, salim, meera] = await Promise.all(
    ["Ravi", "Salim", "Meera"].map((name) => asStaff(box, name)),
  );
  till = await browser.screen(TABLET, { offline: true });
  await signIn(till, box, "/counter", "Lata");
  await till.locator("[data-trust=fresh]").waitFor();
});

after(async () => {
  await browser?.close();
  await box?.close();
});

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

async function billAt(name) {
  const { tables } = await ravi.get("/api/tables");
  const table = tables.find((one) => one.name === name);
  return ravi.get(`/api/sittings/${table.sitting.id}/bill`);
}

/** What becomes of whoever asks a gateway for something about refunds: its account is empty. */
async function emptyAccount(yes) {
  const answer = await fetch(`${box.gateways}/sandbox/faults`, {
    method: yes ? "POST" : "DELETE",
    headers: { "content-type": "application/json" },
    body: yes && JSON.stringify({ on: "refund", kind: "poor", times: 99 }),
  });
  assert.ok(answer.ok, String(answer.status));
}

/** Cooked and brought: only what was served can be paid. */
async function serveAll(table) {
  const { items } = await ravi.get("/api/orders?open=true");
  for (const order of items.filter((one) => one.table_name === table)) {
    await salim.post(`/api/kitchen/orders/${order.id}/done`);
    const line_ids = order.lines.map((line) => line.id);
    await ravi.post(`/api/orders/${order.id}/serve`, { line_ids });
  }
}

async function openBill(table) {
  await till.evaluate(() => (location.hash = ""));
  await till.getByTestId(`table-${table}`).click();
  await till.getByTestId("bill").click();
  await till.getByTestId("bill-total").waitFor();
}

async function shareEqually(people) {
  await till.getByTestId("bill-share").click();
  await till.getByTestId("share-EQUAL").click();
  const stepper = till.getByRole("group", { name: "people" });
  const output = stepper.locator("output");
  for (let now = Number(await output.textContent()); now < people; now += 1)
    await stepper.getByRole("button", { name: "One more people" }).click();
  await stepper.locator("output", { hasText: `${people}` }).waitFor();
  await till.getByTestId("share-confirm").click();
  await till.getByTestId(`part-${people}`).waitFor();
}

/** Opens what the nth of those who share owes, which is `due`. */
async function openPart(nth, due) {
  await till.getByTestId(`part-${nth}`).getByRole("button").click();
  await shows(till.getByTestId("pay-due"), due);
}

async function payPartInCash(nth, due) {
  await openPart(nth, due);
  await till.getByTestId("way-CASH").click();
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("change-due").getByText("No change").waitFor();
  await till.getByTestId("paid-done").click();
}

/** The till asks a company for the money; a guest pays on its page. */
async function payOnline(company) {
  await till.getByTestId(`company-${company}`).click();
  await till.getByTestId("online-ask").click();
  const link = await till.getByTestId("online-link").getAttribute("href");
  const guest = await browser.screen(PHONE, { offline: true });
  await guest.goto(new URL(link, box.base).href);
  // Razorpay's page is reached by a form that sends itself; both end at a button that pays.
  await guest.getByRole("button", { name: "Pay", exact: true }).click();
  await guest.waitForURL(/\/back\//);
}

const partPaid = (page, nth) =>
  page.locator(`[data-testid="part-${nth}"][data-state=PAID]`).waitFor();

test("four order on their phones, share by dishes, and pay by UPI, card and cash", async () => {
  await till.getByTestId("till").click();
  await till.getByTestId("drawer-open").click();
  await till.getByTestId("float").fill("1000");
  await till.getByTestId("float-confirm").click();
  await till.getByTestId("drawer-count").waitFor();

  const phones = [];
  for (const [dish, times, total] of [
    ["Paneer Tikka", 2, "660.80"],
    ["Dal Makhani", 1, "295.00"],
    ["Sweet Lassi", 2, "188.80"],
    ["Garlic Naan", 4, "236.00"],
  ]) {
    // What the gateway's own page lacks, such as an icon, is no complaint about ours.
    const phone = await browser.screen(PHONE, { offline: true });
    await phone.goto(box.table);
    await add(phone, dish, times);
    await place(phone, total);
    await phone
      .getByText(`Order ${phones.length + 1}`)
      .first()
      .waitFor();
    phones.push(phone);
  }
  await serveAll("5");
  for (const phone of phones)
    await phone.getByRole("button", { name: /Bill/ }).last().click();

  // One had the tikka for two, one the dal, one the lassis; the naans were for all of them.
  await openBill("5");
  await till.getByTestId("bill-share").click();
  await till.getByTestId("share-ITEM").click();
  // Four phones are at the table: four are asked for without being told.
  await till.getByTestId("payer-4").waitFor();
  for (const [payer, ...dishes] of [
    ["1", "Paneer Tikka"],
    ["2", "Dal Makhani"],
    ["3", "Sweet Lassi"],
    ["4", "Paneer Tikka"],
    ["all", "Garlic Naan"],
  ]) {
    await till.getByTestId(`payer-${payer}`).click();
    for (const dish of dishes)
      await till.getByTestId(`share-line-${dish}`).click();
  }
  await till.getByTestId("share-confirm").click();
  await till.getByTestId("part-4").waitFor();
  const bill = await billAt("5");
  const owed = bill.parts.map((part) => part.total_paise);
  assert.equal(owed.length, 4);
  assert.equal(sum(owed), bill.due_paise, "the parts are the bill");

  // The first pays by UPI on the gateway's page, from their own phone.
  const [first, second] = phones;
  await first.getByTestId("pay-part-1").click();
  await shows(first.getByTestId("guest-due"), owed[0]);
  await first.getByTestId("pay-online").click();
  await first.locator("#pay").click();
  await first.waitForURL(/\/back\/|\/t\//);
  await partPaid(till, 1);

  // The second's card is declined once; then it is taken.
  await second.getByTestId("pay-part-2").click();
  await second.getByTestId("pay-card-online").click();
  await second.locator("#decline").click();
  await second.getByText("Nothing was paid").waitFor();
  await second.locator("#pay").click();
  await second.waitForURL(/\/back\/|\/t\//);
  await partPaid(till, 2);

  // The others pay in cash; whoever looks at a phone sees who has paid.
  await payPartInCash(3, owed[2]);
  await partPaid(phones[3], 3);
  await openPart(4, owed[3]);
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("invoice-number").waitFor();
  await till.getByTestId("paid-done").click();
  await phones[3].getByText("Paid. Thank you.").waitFor();

  const paid = await ravi.get(`/api/bills/${bill.id}`);
  assert.deepEqual(
    paid.payments.map((one) => [one.method, one.amount_paise]),
    ["RAZORPAY", "STRIPE", "CASH", "CASH"].map((way, at) => [way, owed[at]]),
  );
});

test("the next party undoes its share, shares equally, and pays at the counter", async () => {
  await ravi.order("6", { "Paneer Tikka": 1, "Garlic Naan": 3 });
  await serveAll("6");
  await openBill("6");
  await till.getByTestId("bill-share").click();
  await till.getByTestId("share-ITEM").click();
  await till.getByTestId("payer-1").click();
  await till.getByTestId("share-line-Paneer Tikka").click();
  await till.getByTestId("payer-2").click();
  for (const _naan of [1, 2, 3])
    await till.getByTestId("share-line-Garlic Naan").click();
  await till.getByTestId("share-confirm").click();
  await till.getByTestId("unshare").click();
  await till.getByTestId("bill-share").waitFor();
  await shareEqually(3);
  const bill = await billAt("6");
  const owed = bill.parts.map((part) => part.total_paise);
  assert.equal(sum(owed), bill.due_paise);
  assert.ok(Math.max(...owed) - Math.min(...owed) <= 1, String(owed));

  for (const [nth, company] of [
    [1, "RAZORPAY"],
    [2, "STRIPE"],
  ]) {
    await openPart(nth, owed[nth - 1]);
    await till.getByTestId("way-ONLINE").click();
    await payOnline(company);
    await until(async () => {
      const { parts } = await billAt("6");
      return parts[nth - 1].state === "PAID";
    }, `${company}'s word to be believed`);
    await openBill("6");
    await partPaid(till, nth);
  }
  await openPart(3, owed[2]);
  await till.getByTestId("way-CASH").click();
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("invoice-number").waitFor();
  await till.getByTestId("paid-done").click();
});

test("the day cannot be closed while something is open, then it is, to the paisa", async () => {
  await ravi.order("7", { "Dal Makhani": 1 });
  await serveAll("7");
  const owner = await browser.screen(TABLET, { offline: true });
  await signIn(owner, box, "/owner", "Meera");
  await owner.getByTestId("nav-days").click();

  // At once, before anybody asks: what is open, and where it is put right.
  await owner.getByTestId("way-open_bills").getByText("Table 7").waitFor();
  await owner.getByTestId("way-open_drawers").getByText("Lata").waitFor();
  await picture(owner, "owner-day-open");
  const { today } = await meera.get("/api/days");
  const closing = owner.getByTestId(`close-${today}`);
  await closing.click();
  await owner
    .getByRole("alertdialog")
    .getByRole("button", { name: "Close the day" })
    .click();
  await owner.getByRole("alert").getByText("were not closed").waitFor();

  await owner.getByTestId("fix-Table 7").click();
  await owner.getByTestId("pay-card").click();
  await owner.getByTestId("slip").fill("RRN0042");
  await owner.getByTestId("card-confirm").click();
  await owner.getByTestId("invoice-number").waitFor();
  await owner.getByTestId("paid-done").click();
  await owner.goto(`${box.base}/owner/days`);
  await owner.getByTestId("way-open_drawers").waitFor();
  assert.equal(await owner.getByTestId("way-open_bills").count(), 0);

  // Lata counts what she has: her float and what she took, to the rupee and the paise.
  const { items } = await meera.get("/api/bills?state=PAID&limit=100");
  const payments = items.flatMap((bill) => bill.payments);
  const by = (method) =>
    sum(
      payments
        .filter((one) => one.method === method)
        .map((one) => one.amount_paise),
    );
  let cash = 100_000 + by("CASH");
  await till.evaluate(() => (location.hash = "#till"));
  await till.getByTestId("drawer-count").click();
  for (const paise of [50_000, 10_000, 2_000, 500, 100, 50]) {
    const pieces = Math.floor(cash / paise);
    cash -= pieces * paise;
    if (pieces > 0)
      await till.getByTestId(`count-${paise}`).fill(String(pieces));
  }
  await till.getByTestId("count-confirm").click();
  await till.getByTestId("count-confirm").click();
  const said = await till.getByTestId("drawer-difference").textContent();
  // No coin is smaller than fifty paise.
  const short = cash;
  if (short === 0) assert.match(said, /It is right/);
  else
    assert.match(
      said,
      new RegExp(`₹0\\.${String(short).padStart(2, "0")} short`),
    );
  await till.getByTestId("counted-done").click();

  // The owner's list follows by itself, and the books can be closed.
  await owner.getByTestId("day-verdict").getByText("Nothing stands").waitFor();
  await picture(owner, "owner-day-clear");
  await closing.click();
  await owner
    .getByRole("alertdialog")
    .getByRole("button", { name: "Close the day" })
    .click();
  await owner.getByTestId("z-report").waitFor();
  await picture(owner, "owner-z");

  const shown = async (id) =>
    paiseOf(await owner.getByTestId(id).textContent());
  const total = sum(items.map((bill) => bill.quote.total_paise));
  assert.equal(items.length, 3);
  assert.equal(await shown("z-total"), total);
  assert.equal(await shown("z-paid"), total);
  for (const method of ["CASH", "CARD", "RAZORPAY", "STRIPE"]) {
    assert.ok(by(method) > 0, method);
    assert.equal(await shown(`z-paid-${method}`), by(method), method);
  }
  const series = owner.getByTestId("z-series");
  await series.getByText(/K1\/\d{4}\/000001 to K1\/\d{4}\/000003/).waitFor();
  await series.getByText("no gap").waitFor();

  const [file] = await Promise.all([
    owner.waitForEvent("download"),
    owner.getByTestId("z-csv").click(),
  ]);
  const rows = await readFile(await file.path(), "utf8");
  assert.ok(rows.includes((total / 100).toFixed(2)), rows);

  // What comes now belongs to the next day; the closed one stays as it was.
  const late = await ravi.order("7", { "Sweet Lassi": 1 });
  assert.ok(late.business_day > today, late.business_day);
  await owner.getByTestId("to-days").click();
  await owner.getByTestId("way-open_bills").getByText("Table 7").waitFor();
  await owner.getByTestId(`z-${today}`).click();
  await owner.getByTestId("z-report").waitFor();
  assert.equal(await shown("z-total"), total);
});

test("what a payment company would not give back is asked for again", async () => {
  await ravi.order("8", { "Garlic Naan": 2 });
  await serveAll("8");
  await openBill("8");
  await till.getByTestId("pay-card").click();
  await till.getByTestId("way-ONLINE").click();
  await payOnline("RAZORPAY");
  const paid = await until(async () => {
    const { items } = await meera.get("/api/bills?state=PAID&limit=1");
    return items[0]?.table_name === "8" && items[0];
  }, "Razorpay's word to be believed");

  await emptyAccount(true);
  const [{ line_id }] = paid.lines;
  const back = { lines: [{ line_id, quantity: 2 }], reason: "Not good" };
  await meera.post(`/api/bills/${paid.id}/return`, back);
  const owner = await browser.screen(TABLET, { offline: true });
  await signIn(owner, box, "/owner", "Meera");
  await owner.getByTestId("nav-days").click();
  const due = owner.getByTestId("way-refunds_due");
  await due.getByText("enough balance").waitFor();
  await picture(owner, "owner-refund-failed");

  // Leads to the till, where it is asked of the company again.
  await due.getByTestId("fix-Taken back").click();
  const refund = owner.getByTestId("refund");
  await refund.getByText("enough balance").waitFor();
  await picture(owner, "counter-refund-failed");
  await emptyAccount(false);
  await refund.getByTestId("refund-again").click();
  await until(async () => {
    const { refunds } = await meera.get(`/api/bills/${paid.id}`);
    return refunds.every((one) => one.state === "DONE");
  }, "the money to go back");
  await refund.waitFor({ state: "detached" });
  await owner.goto(`${box.base}/owner/days`);
  await owner.getByTestId("way-open_bills").waitFor();
  assert.equal(await due.count(), 0);
  assert.deepEqual(browser.complaints, []);
});
