// The evening of the product page: two phones at table 5, a kitchen tablet, a counter, an owner.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  PHONE,
  TABLET,
  add,
  openBrowser,
  picture,
  place,
  signIn,
} from "./kit/browser.mjs";
import { openBox } from "./kit/box.mjs";

let box;
let browser;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await box?.close();
});

test("an evening at table 5, from the code to the receipt", async () => {
  const kitchen = await browser.screen(TABLET);
  await signIn(kitchen, box, "/kitchen", "Salim");
  await kitchen.getByTestId("kitchen").waitFor();
  const counter = await browser.screen(TABLET);
  await signIn(counter, box, "/counter", "Lata");
  const owner = await browser.screen(TABLET);
  await signIn(owner, box, "/owner", "Meera");
  await owner.getByTestId("young-day").waitFor();

  const [wife, husband] = [
    await browser.screen(PHONE),
    await browser.screen(PHONE),
  ];
  await wife.goto(box.table);
  await wife.getByText("Table 5").first().waitFor();
  await picture(wife, "guest-menu");
  await add(wife, "Paneer Tikka", 2);
  await add(wife, "Dal Makhani", 1);
  await add(wife, "Garlic Naan", 3);
  await wife.getByText("See your order").click();
  for (const amount of ["₹960.00", "₹86.40", "₹1,132.80"]) {
    await wife.getByText(amount).first().waitFor();
  }
  await picture(wife, "guest-order");
  await husband.goto(box.table);
  await husband.getByText("See the table’s order").waitFor();
  await wife.getByRole("button", { name: "1,132.80" }).click();

  await kitchen.getByTestId("ticket-1").waitFor();
  await husband.getByRole("button", { name: /Orders/ }).click();
  await husband.getByText("Order 1").waitFor();
  await kitchen.getByTestId("ticket-start-1").click();
  await wife.getByText("Being prepared, about 15 minutes").waitFor();
  await picture(kitchen, "kitchen");
  await kitchen.getByTestId("ticket-done-1").click();

  await counter.getByTestId("table-5").getByText("Ready").waitFor();
  await picture(counter, "counter");
  await counter.getByTestId("table-5").click();
  await counter.getByTestId("serve-1").click();
  await counter.getByTestId("bill").click();
  await counter.getByTestId("line-discount-2").click();
  await counter.getByTestId("percent-15").click();
  await counter.getByTestId("reason").fill("A long wait");
  await counter.getByTestId("discount-confirm").click();
  for (const amount of ["₹83.03", "−₹0.01", "₹1,088.55"]) {
    const shown = counter.getByText(amount.replace("−", "")).first();
    await shown.waitFor();
  }
  await picture(counter, "bill");
  await counter.getByTestId("pay-cash").click();
  await counter.getByTestId("cash-received").fill("1100");
  await counter.getByTestId("cash-confirm").click();
  await counter.getByTestId("change-due").getByText("11.45").first().waitFor();
  const number = await counter.getByTestId("invoice-number").textContent();
  assert.match(number ?? "", /K1\/\d{4}\/000001/);

  await wife.getByRole("button", { name: /Bill/ }).last().click();
  await wife.getByText("₹1,088.55").first().waitFor();
  const path = await wife
    .locator('a[href*="/r/"]')
    .first()
    .getAttribute("href");
  const receipt = await browser.screen(PHONE);
  await receipt.goto(new URL(path, box.base).href);
  for (const printed of [
    /K1\/\d{4}\/000001/,
    "1,088.55",
    "GSTIN",
    "FSSAI",
    "83.03",
  ]) {
    await receipt.getByText(printed).first().waitFor();
  }

  await owner
    .getByTestId("today-collected")
    .getByText("1,088")
    .first()
    .waitFor();
  await picture(owner, "owner-today");
  await owner.getByTestId("nav-menu").click();
  await owner.getByTestId("dish-list").waitFor();
  await picture(owner, "owner-menu");
  assert.deepEqual(browser.complaints, []);
});

test("a lassi from another phone is on the same bill", async () => {
  const [wife, husband] = [
    await browser.screen(PHONE),
    await browser.screen(PHONE),
  ];
  await wife.goto(box.table);
  await husband.goto(box.table);
  await add(wife, "Dal Tadka", 0);
  await add(wife, "Paneer Tikka", 1);
  await place(wife, "330.40");
  await wife.getByText("Order 2").first().waitFor();
  await add(husband, "Sweet Lassi", 1);
  await place(husband, "94.40");
  await wife.getByRole("button", { name: /Bill/ }).last().click();
  await wife.getByText("₹424.80").first().waitFor();
  assert.deepEqual(browser.complaints, []);
});

test("a double tap and a reload in the middle make one order", async () => {
  const phone = await browser.screen(PHONE, { offline: true });
  await phone.goto(box.table);
  await add(phone, "Garlic Naan", 2);
  await phone.getByText("See your order").click();
  const button = phone.getByRole("button", { name: "118.00" });
  await button.waitFor();
  // The box takes the order, and its answer never arrives.
  const sent = [];
  await phone.route("**/api/orders", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    sent.push(route.request().headers()["idempotency-key"]);
    if (sent.length === 1) await route.fetch();
    // The page may be gone by then: it is reloaded below.
    return route.abort("connectionreset").catch(() => {});
  });
  await button.dblclick();
  await phone.waitForFunction(() =>
    document.body.innerText.includes("Sending"),
  );
  await phone.unrouteAll({ behavior: "wait" });
  await phone.reload();
  await phone.getByRole("button", { name: /Orders/ }).click();
  await phone.getByText("Order 4").first().waitFor();
  const floor = await browser.screen(TABLET);
  await signIn(floor, box, "/counter", "Ravi");
  await floor.getByTestId("table-5").click();
  await floor.getByTestId("order-4").waitFor();
  assert.equal(await floor.getByTestId("order-5").count(), 0);
  assert.ok(
    sent.every((key) => key === sent[0]),
    "one order has one key",
  );
});

test("a kitchen that has lost the box says so, and never that nothing waits", async () => {
  const kitchen = await browser.screen(TABLET, { offline: true });
  await signIn(kitchen, box, "/kitchen", "Asha");
  await kitchen.getByTestId("kitchen").waitFor();
  await kitchen.context().setOffline(true);
  await box.close();
  await kitchen.getByTestId("not-connected").waitFor();
  assert.equal(await kitchen.getByText("All done. Nothing waits.").count(), 0);
});
