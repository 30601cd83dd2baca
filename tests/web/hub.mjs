// Head office and two restaurants: a registration is reviewed, two boxes join by codes read out over
// the telephone, sales are seen, and a price that is changed once is another on both menus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import { PHONE, TABLET, openBrowser, picture, signIn } from "./kit/browser.mjs";
import { openHub, welcome } from "./kit/hub.mjs";

const RESTAURANT = {
  name: "Barah Mez",
  description: "Twelve tables under one roof.",
  address: {
    line: "14, Hill Road",
    city: "Mumbai",
    state: "Maharashtra",
    pin: "400050",
    lat: 19.0544,
    long: 72.8402,
  },
  contact: {
    name: "Meera Kulkarni",
    email: "meera@barahmez.example",
    phone: "+919820098200",
  },
  licence_number: "11521998000123",
  cuisines: ["North Indian"],
};

let hub;
let browser;
let service;
let office;
const boxes = [];

before(async () => {
  [hub, browser] = await Promise.all([openHub(), openBrowser()]);
  boxes.push(
    ...(await Promise.all([
      openBox({ followsHub: true }),
      openBox({ followsHub: true }),
    ])),
  );
});

after(async () => {
  await browser?.close();
  await Promise.all(boxes.map((box) => box.close()));
  await hub?.close();
});

test("a restaurant registers, is approved, and its owner comes in by a link", async () => {
  const registered = await fetch(`${hub.base}/restaurants`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": "a-story-of-one-restaurant",
    },
    body: JSON.stringify(RESTAURANT),
  });
  assert.equal(registered.status, 201, await registered.clone().text());

  service = await browser.screen(TABLET);
  await welcome(service, hub.admin("admin@tiffin.example"));
  await service.getByTestId("restaurants").getByText("Barah Mez").waitFor();
  await picture(service, "hub-review");
  await service.getByTestId("approve").click();
  const link = await service.getByTestId("link").textContent();
  await service.getByRole("button", { name: "Done" }).click();
  await service.getByText("Nothing waits").waitFor();

  office = await browser.screen(TABLET);
  await welcome(office, link.trim());
  await office.getByTestId("sums").waitFor();
  assert.deepEqual(browser.complaints, []);
});

/** Somebody reads a code out at head office, and somebody types it in at the box. */
async function join(box, code) {
  const owner = await browser.screen(TABLET);
  await signIn(owner, box, "/owner/cloud", "Meera");
  await owner.getByTestId("hub-url").fill(hub.base);
  await owner.getByTestId("enrol-code").fill(code.toLowerCase());
  await owner.getByTestId("enrol-now").click();
  await owner.locator('[data-testid="cloud"][data-state="ONLINE"]').waitFor();
  await owner.context().close();
}

test("two boxes join by codes that are read out", async () => {
  await office.getByTestId("nav-devices").click();
  // The place of the restaurant itself was made when it was approved.
  await office.getByTestId("make-code").click();
  await office.getByTestId("code").waitFor();
  await picture(office, "hub-code");
  await join(boxes[0], await office.getByTestId("code").textContent());
  await office.getByRole("button", { name: "Done" }).click();

  await office.getByTestId("add-device").click();
  await office.getByTestId("device-name").fill("Barah Mez दादर");
  await office.getByTestId("device-add").click();
  await join(boxes[1], await office.getByTestId("code").textContent());
  await office.getByRole("button", { name: "Done" }).click();
  await office.getByTestId("restore-code").nth(1).waitFor();
  assert.equal(await office.getByTestId("make-code").count(), 0);

  await service.getByTestId("nav-fleet").click();
  const places = service.getByTestId("fleet");
  // The page asks again four times a minute.
  const heard = places.locator('li[data-standing="HEARD"]');
  await heard.nth(1).waitFor({ timeout: 60_000 });
  await places.getByText("Barah Mez दादर").waitFor();
  await picture(service, "hub-fleet");
  assert.deepEqual(browser.complaints, []);
});

test("head office asks a box for a copy, and has addresses made for payment news", async () => {
  const first = office.getByTestId("devices").locator("section").first();
  await first.getByTestId("copy-now").click();
  await office.getByText("There is a new copy of").waitFor();
  await first.getByText(/^Whole copy: just now/).waitFor();
  await first.getByTestId("hooks-of").click();
  await office.getByTestId("make-hooks").click();
  const address = await office.getByTestId("hook-razorpay").inputValue();
  await picture(office, "hub-hooks");
  const tell = async (signature) => {
    const headers = signature ? { "x-razorpay-signature": signature } : {};
    const told = { method: "POST", headers, body: "{}" };
    return (await fetch(address, told)).status;
  };
  assert.equal(await tell(null), 400);
  assert.equal(await tell("0".repeat(64)), 200);
  await office.getByTestId("hooks-done").click();
  assert.deepEqual(browser.complaints, []);
});

test("what both tills take is one sum at head office", async () => {
  for (const box of boxes) {
    const till = await asStaff(box, "Lata");
    const { id } = await till.order("1", { "Garlic Naan": 2 });
    const { bill_id } = await till.get(`/api/orders/${id}`);
    await till.patch(`/api/payments/${bill_id}/cash`, {
      amount_received_paise: 50_000,
    });
  }
  await office.getByTestId("nav-today").click();
  const sums = office.getByTestId("sums");
  // The page asks again four times a minute; the facts may be under way when it does.
  await sums.getByText("₹236.00").waitFor({ timeout: 60_000 });
  const outlets = office.getByTestId("outlets");
  await outlets.getByText("₹118.00").nth(1).waitFor();
  await office.getByTestId("top-dishes").getByText("Garlic Naan").waitFor();
  await picture(office, "hub-today");
  assert.deepEqual(browser.complaints, []);
});

test("head office changes a price, and both guests' menus follow", async () => {
  const phones = await Promise.all(
    boxes.map(async (box) => {
      const phone = await browser.screen(PHONE);
      await phone.goto(box.table);
      return phone;
    }),
  );
  const naan = (phone, price) =>
    phone
      .locator(".dish", {
        has: phone.getByRole("button", { name: "Garlic Naan", exact: true }),
      })
      .getByText(price, { exact: true })
      .waitFor();
  for (const phone of phones) await naan(phone, "₹50");

  await office.getByTestId("nav-menu").click();
  await office.getByTestId("add-dish").click();
  await office.getByTestId("dish-name").fill("Garlic Naan");
  await office.getByTestId("dish-category").fill("Breads");
  await office.getByTestId("dish-price").fill("50");
  await office.getByTestId("save-dish").click();
  const follow = office.getByTestId("all-follow");
  await follow.filter({ hasText: "All 2 outlets" }).waitFor();
  await office.getByTestId("dish-Garlic Naan").click();
  await office.getByTestId("price").fill("65.50");
  await office.getByTestId("save-price").click();
  for (const phone of phones) await naan(phone, "₹65.50");
  await follow.waitFor();
  await office.getByTestId("price").waitFor({ state: "detached" });
  await picture(office, "hub-menu");
  assert.deepEqual(browser.complaints, []);
});
