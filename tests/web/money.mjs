// Money: a table of four shares its bill by dishes and equally, and pays by UPI, card and cash.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff, takeUpi, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import {
  PHONE,
  TABLET,
  openBrowser,
  paiseOf,
  picture,
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

async function counter(name, viewport, more) {
  const page = await browser.screen(viewport, more);
  await signIn(page, box, "/counter", name);
  await page.locator("[data-trust=fresh]").waitFor();
  return page;
}

async function openBill(page, table) {
  await page.evaluate(() => (location.hash = ""));
  await page.getByTestId(`table-${table}`).click();
  await page.getByTestId("bill").click();
  await page.getByTestId("bill-total").waitFor();
}

/** Opens what the nth of those who share owes, which is `due`. */
async function openPart(page, nth, due) {
  await page.getByTestId(`part-${nth}`).getByRole("button").click();
  await shows(page.getByTestId("pay-due"), due);
}

async function billAt(table) {
  const { tables } = await meera.get("/api/tables");
  const { sitting } = tables.find((one) => one.name === table);
  return meera.get(`/api/sittings/${sitting.id}/bill`);
}

/** Ordered and cooked: only what was served can be paid. */
async function eaten(table, dishes) {
  const order = await meera.order(table, dishes);
  await salim.post(`/api/kitchen/orders/${order.id}/done`);
  await meera.post(`/api/orders/${order.id}/serve`, {
    line_ids: order.lines.map((line) => line.id),
  });
  return order;
}

test("four share by dishes and pay by UPI, card and cash, to the paisa", async () => {
  await eaten("5", { "Paneer Tikka": 2, "Dal Makhani": 1, "Garlic Naan": 3 });
  const till = await counter("Lata", TABLET, { offline: true });
  const guest = await browser.screen(PHONE);
  await guest.goto(box.table);
  await guest.getByRole("button", { name: /Bill/ }).last().click();
  await guest.getByText("₹1,132.80").first().waitFor();

  // The first has a tikka, the second the other, the dal is for two, the naans for all of them.
  await openBill(till, "5");
  await till.getByTestId("bill-share").click();
  await till.getByTestId("share-ITEM").click();
  await till.getByTestId("payer-add").click();
  await till.getByTestId("payer-add").click();
  const tap = async (payer, ...dishes) => {
    await till.getByTestId(`payer-${payer}`).click();
    for (const dish of dishes)
      await till.getByTestId(`share-line-${dish}`).click();
  };
  await tap("1", "Paneer Tikka");
  await tap("2", "Paneer Tikka");
  await tap("3", "Dal Makhani");
  await tap("4", "Dal Makhani");
  await tap("all", "Garlic Naan");
  await picture(till, "counter-share");
  await till.getByTestId("share-confirm").click();
  await till.getByTestId("part-4").waitFor();

  // 280 and a quarter of 150, or half of 250 and a quarter of 150; with 18 %.
  const parts = (await billAt("5")).parts;
  assert.deepEqual(
    parts.map((part) => part.total_paise),
    [37465, 37465, 19175, 19175],
  );
  await guest.getByTestId("part-4").waitFor();

  // By UPI: the code is for this part and no more; what the guest's app shows is typed in.
  await openPart(till, 1, 37465);
  await till.getByTestId("way-UPI").click();
  const uri = await till.getByTestId("upi-code").getAttribute("data-uri");
  assert.match(uri, /^upi:\/\/pay\?pa=tiffinhouse@okaxis&.*&am=374\.65&/);
  await till.getByTestId("utr").fill("4021 8877 1234");
  await picture(till, "counter-upi");
  await till.getByTestId("upi-confirm").click();
  await till.getByTestId("taken-reference").getByText("402188771234").waitFor();
  await shows(till.getByTestId("still-due"), 113280 - 37465);
  await till.getByTestId("paid-done").click();
  await guest.locator('[data-testid="part-1"][data-state=PAID]').waitFor();

  // By card, with a tip nobody asked for.
  await openPart(till, 2, 37465);
  await till.getByTestId("way-CARD").click();
  await till.getByTestId("pay-amount").click();
  await till.getByTestId("tip-now").fill("25.35");
  await till.getByTestId("amount-confirm").click();
  await shows(till.getByTestId("pay-due"), 40000);
  await till.getByTestId("slip").fill("4111 1111 1111 1111");
  await till.getByText("This looks like a card’s number").waitFor();
  await till.getByTestId("slip").fill("RRN0042");
  await till.getByTestId("card-confirm").click();
  await till.getByTestId("taken-reference").getByText("RRN0042").waitFor();
  await till.getByTestId("paid-done").click();

  // In cash, tapped twice by somebody in a hurry.
  await openPart(till, 3, 19175);
  await till.getByTestId("way-CASH").click();
  await till.getByTestId("cash-note-200").click();
  await till.getByTestId("cash-confirm").dblclick();
  await shows(till.getByTestId("change-due"), 825);
  await till.getByTestId("paid-done").click();
  assert.equal(
    await till.getByTestId("unshare").count(),
    0,
    "what was paid stays shared",
  );

  // The last one's answer is lost: the page is opened again, and it is booked once.
  await openPart(till, 4, 19175);
  await till.getByTestId("cash-exact").click();
  let lost = 0;
  await till.route("**/api/payments/*/cash", async (route) => {
    if (lost > 0) return route.abort();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await till.getByTestId("cash-confirm").click();
  await until(async () => {
    const { items } = await meera.get("/api/bills?state=PAID");
    return items.length === 1;
  }, "the bill to be paid");
  await till.unrouteAll({ behavior: "ignoreErrors" });
  await till.reload();
  await till.locator("[data-trust=fresh]").waitFor();

  const [bill] = (await meera.get("/api/bills?state=PAID")).items;
  assert.equal(bill.payments.length, 4, "each paid once");
  assert.deepEqual(
    bill.payments.map((one) => [
      one.method,
      one.amount_paise,
      one.tip_paise,
      one.change_paise,
    ]),
    [
      ["UPI", 37465, 0, 0],
      ["CARD", 37465, 2535, 0],
      ["CASH", 19175, 0, 825],
      ["CASH", 19175, 0, 0],
    ],
  );
  assert.equal(bill.paid_paise, 113280);
  assert.equal(bill.tips_paise, 2535);
  await guest.getByText("Paid. Thank you.").waitFor();
});

test("three share equally, one pays for all; a naan comes back and its money goes", async () => {
  await eaten("6", { "Sweet Lassi": 1, "Garlic Naan": 2 });
  const till = await counter("Meera", TABLET);
  await openBill(till, "6");
  await till.getByTestId("bill-extra").click();
  await till.getByTestId("extra-price").fill("20");
  await till.getByTestId("extra-confirm").click();
  await till.getByRole("list").getByText("Packing").waitFor();
  await till.getByTestId("bill-buyer").click();
  await till.getByTestId("buyer-name").fill("Udyam Foods LLP");
  await till.getByTestId("buyer-gstin").fill("27aapfu0939f1zv");
  await till.getByTestId("buyer-confirm").click();
  await till.getByText("The invoice is for Udyam Foods LLP").waitFor();

  await till.getByTestId("bill-share").click();
  await till.getByRole("button", { name: "One more people" }).click();
  await till.getByTestId("share-confirm").click();
  await till.getByTestId("part-3").waitFor();
  const shared = await billAt("6");
  const totals = shared.parts.map((part) => part.total_paise);
  assert.equal(
    totals.reduce((sum, one) => sum + one, 0),
    shared.due_paise,
  );
  assert.ok(Math.max(...totals) - Math.min(...totals) <= 1, String(totals));
  await till.getByTestId("unshare").click();
  await till.getByTestId("bill-share").waitFor();

  // A drawer of her own, with change for two thousand, and vegetables paid out of it.
  await till.getByTestId("till").click();
  await till.getByTestId("drawer-open").click();
  await till.getByTestId("float").fill("2000");
  await till.getByTestId("float-confirm").click();
  await till.getByTestId("cash-out").click();
  await till.getByTestId("move-amount").fill("350.50");
  await till.getByRole("button", { name: "Vegetables" }).click();
  await till.getByTestId("move-confirm").click();
  await till.getByTestId("drawer").getByText("· Vegetables").waitFor();
  await openBill(till, "6");

  // Half of it in cash now, the rest by UPI.
  await till.getByTestId("pay-cash").click();
  await till.getByTestId("pay-amount").click();
  await till.getByTestId("amount-now").fill("100");
  await till.getByTestId("amount-confirm").click();
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("change-due").getByText("No change").waitFor();
  await till.getByTestId("paid-done").click();
  await till.getByTestId("pay-upi").click();
  await till.getByTestId("utr").fill("509911223344");
  await till.getByTestId("upi-confirm").click();
  const number = await till.getByTestId("invoice-number").textContent();
  await till.getByTestId("paid-done").click();

  // A manager finds one transfer in the bank's list.
  await till.getByTestId("till").click();
  await till.getByTestId("it-came-509911223344").click();
  await till.getByTestId("it-came-509911223344").waitFor({ state: "detached" });

  // A naan was not what was ordered: its credit note, and its money out of the drawer.
  await till.getByTestId("paid-bill-6").click();
  await till.getByText(number).waitFor();
  await till.getByTestId("take-back").click();
  await till
    .getByTestId("return-Garlic Naan")
    .getByRole("button")
    .last()
    .click();
  await till.getByRole("button", { name: "Not what was ordered" }).click();
  await till.getByTestId("return-confirm").click();
  await till.getByTestId("credit-note").waitFor();
  await picture(till, "counter-paid");
  await till.getByTestId("back").click();
  await till.getByTestId("refunds").getByText("Taken back").waitFor();
  await till.getByTestId("pay-out").click();
  await till.getByTestId("pay-out-cash").click();
  await till.getByTestId("refunds").waitFor({ state: "detached" });

  // 2,000.00 + 100.00 − 350.50 − 59.00, and somebody counts half a rupee less.
  await till.getByTestId("drawer-count").click();
  for (const [paise, pieces] of [
    [50_000, 3],
    [10_000, 1],
    [5_000, 1],
    [2_000, 2],
  ])
    await till.getByTestId(`count-${paise}`).fill(String(pieces));
  await picture(till, "counter-drawer");
  await till.getByTestId("count-confirm").click();
  await till.getByTestId("count-confirm").click();
  const said = await till.getByTestId("drawer-difference").textContent();
  assert.match(said, /₹0\.50 short/);
  await till.getByTestId("counted-done").click();

  const bill = await meera.get(`/api/bills/${shared.id}`);
  assert.equal(bill.invoice.buyer.gstin, "27AAPFU0939F1ZV");
  assert.equal(bill.credited_paise, 5900, "one naan and its tax");
  assert.deepEqual(
    bill.refunds.map((one) => [one.state, one.amount_paise]),
    [["DONE", 5900]],
  );
  assert.deepEqual(browser.complaints, []);
});

test("a guest leaves for the gateway's page, is declined, pays, and comes back to a paid bill", async () => {
  await eaten("5", { "Sweet Lassi": 2 });
  // What the gateway's own page lacks, such as an icon, is no complaint about ours.
  const guest = await browser.screen(PHONE, { offline: true });
  await guest.goto(box.table);
  await guest.getByRole("button", { name: /Bill/ }).last().click();
  await guest.getByTestId("pay-all").click();
  await guest.getByTestId("choose-ALL").check();
  await guest.getByTestId("choose-confirm").click();
  const due = paiseOf(await guest.getByTestId("guest-due").textContent());
  const link = await guest.getByTestId("upi-link").getAttribute("href");
  assert.ok(link.includes(`&am=${(due / 100).toFixed(2)}&`), link);
  await picture(guest, "guest-pay");
  await guest.getByTestId("pay-online").click();
  await guest.locator("#decline").click();
  await guest.getByText("Nothing was paid").waitFor();
  await guest.locator("#pay").click();
  await guest.waitForURL(/\/back\/|\/t\//);
  await until(async () => {
    const { items } = await meera.get("/api/bills?state=PAID");
    return items.some((bill) =>
      bill.payments.some((one) => one.method === "RAZORPAY"),
    );
  }, "the gateway's word to be believed");
  const { items } = await meera.get("/api/bills?state=PAID");
  const bill = items.find((one) =>
    one.payments.some((each) => each.method === "RAZORPAY"),
  );
  assert.deepEqual(
    bill.payments.map((one) => [one.method, one.amount_paise]),
    [["RAZORPAY", due]],
  );
  await guest.goto(box.table);
  assert.deepEqual(browser.complaints, []);
});
