// The floor: two waiters and a party that moves, joins, parts and splits; and a table's PIN.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import {
  PHONE,
  TABLET,
  add,
  openBrowser,
  picture,
  place,
  shows,
  signIn,
} from "./kit/browser.mjs";

const POCKET = { width: 390, height: 844 };

let box;
let browser;
let salim;
let meera;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  salim = await asStaff(box, "Salim");
  meera = await asStaff(box, "Meera");
});

after(async () => {
  await browser?.close();
  await box?.close();
});

async function counter(name, viewport) {
  const page = await browser.screen(viewport);
  await signIn(page, box, "/counter", name);
  await page.locator("[data-trust=fresh]").waitFor();
  return page;
}

/** Opens a table from wherever the counter is. */
async function open(page, table) {
  await page.evaluate(() => (location.hash = ""));
  await page.getByTestId(`table-${table}`).click();
}

const state = (page, table, word) =>
  page
    .locator(`[data-testid="table-${table}"][data-state="${word}"]`)
    .waitFor();

/** Types as a waiter writes: "2 pan tik", enter. */
async function write(page, words) {
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}

async function tableNamed(name) {
  const { tables } = await meera.get("/api/tables");
  return tables.find((table) => table.name === name);
}

/** The cashier takes exactly what the bill says, which is `paise`. */
async function pay(till, table, paise) {
  await open(till, table);
  await till.getByTestId("bill").click();
  await till.getByTestId("pay-cash").click();
  await shows(till.getByTestId("pay-due"), paise);
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("change-due").getByText("No change").waitFor();
  await till.getByTestId("paid-done").click();
}

test("a party that moves, joins, parts and splits is cooked for once and pays to the paisa", async () => {
  const ravi = await counter("Ravi", POCKET);
  const sunita = await counter("Sunita", TABLET);
  const guest = await browser.screen(PHONE);
  await guest.goto(box.table);
  await guest.getByText("Table 5").first().waitFor();

  await open(ravi, "5");
  await ravi.getByTestId("take-order").click();
  await ravi.getByTestId("pick-seat-1").click();
  await write(ravi, "2 pan tik");
  await ravi.getByTestId("pick-seat-table").click();
  await write(ravi, "1 dal makh");
  await ravi.getByTestId("pick-course-2").click();
  await write(ravi, "3 garl naan");
  await picture(ravi, "counter-order");
  await ravi.getByTestId("send-order").click();
  await ravi.getByTestId("order-1").waitFor();
  await state(sunita, "5", "waiting");

  // Course 1 is cooked; the kitchen takes the tikka back once before it is good.
  const order = (await meera.get("/api/orders?open=true")).items[0];
  const ticket = async () =>
    (await salim.get("/api/kitchen/board?station=Tandoor")).tickets.find(
      (one) => one.order_id === order.id,
    );
  const tandoor = await ticket();
  await salim.post(`/api/kitchen/tickets/${tandoor.id}/bump`);
  await ravi
    .locator('[data-testid="line-Paneer Tikka"][data-status=DONE]')
    .waitFor();
  await salim.post(`/api/kitchen/tickets/${tandoor.id}/recall`);
  await ravi
    .locator('[data-testid="line-Paneer Tikka"]:not([data-status=DONE])')
    .waitFor();
  await ravi.getByTestId("fire-1-2").click();
  await ravi
    .locator('[data-testid="line-Garlic Naan"][data-status=FIRED]')
    .waitFor();

  // To another table, and the phone that lies there follows.
  await ravi.getByTestId("do-move").click();
  await ravi.getByTestId("to-table-8").click();
  await guest.getByText("You are at table 8 now").waitFor();
  await guest.getByText("Table 8").first().waitFor();
  await state(sunita, "5", "free");
  await state(sunita, "8", "waiting");
  assert.equal((await ticket()).table_name, "8");

  // The other waiter's table joins and parts again, with what was ordered there.
  await open(sunita, "7");
  await sunita.getByTestId("seat-2").click();
  await sunita.getByTestId("take-order").click();
  await write(sunita, "1 sweet lassi");
  await sunita.getByTestId("send-order").click();
  await sunita.getByTestId("order-2").waitFor();
  await open(ravi, "8");
  await ravi.getByTestId("do-merge").click();
  await ravi.getByTestId("to-table-7").click();
  await ravi.getByTestId("joined-7").waitFor();
  await ravi.getByTestId("order-2").waitFor();
  await sunita.getByTestId("table-7").getByText("with 8").waitFor();
  await picture(sunita, "counter-floor");
  await open(sunita, "7");
  await sunita.getByTestId("do-unmerge").click();
  await sunita.getByTestId("do-merge").waitFor();

  // The naans go to table 3 with somebody who pays alone.
  await open(ravi, "8");
  await ravi.getByTestId("do-split").click();
  await ravi.getByTestId("split-Garlic Naan").check();
  await ravi.getByTestId("to-table-3").click();
  await ravi.getByTestId("split-confirm").click();
  await ravi
    .locator('[data-testid="line-Garlic Naan"][data-status=FIRED]')
    .waitFor();
  await state(sunita, "3", "waiting");

  const live = (await meera.get("/api/orders?open=true")).items;
  for (const { id } of live) await salim.post(`/api/kitchen/orders/${id}/done`);
  for (const table of ["8", "7", "3"]) {
    await open(sunita, table);
    await sunita
      .getByRole("button", { name: /^Serve( all \d)?$/ })
      .first()
      .click();
    await state(sunita, table, "eating");
  }

  const till = await counter("Lata", TABLET);
  await pay(till, "8", 95580);
  await pay(till, "7", 9440);
  await pay(till, "3", 17700);
  await guest.getByRole("button", { name: /Bill/ }).last().click();
  await guest.getByText("₹955.80").first().waitFor();

  const all = (await meera.get("/api/orders?limit=100")).items;
  const fired = new Map();
  for (const line of all.flatMap((one) => one.lines)) {
    assert.equal(line.fired_quantity, line.quantity, line.name);
    fired.set(line.name, (fired.get(line.name) ?? 0) + line.fired_quantity);
  }
  assert.deepEqual(Object.fromEntries(fired), {
    "Paneer Tikka": 2,
    "Dal Makhani": 1,
    "Garlic Naan": 3,
    "Sweet Lassi": 1,
  });
  const leaks = await meera.get("/api/reports/leaks");
  assert.deepEqual([leaks.fired, leaks.billed, leaks.unexplained], [7, 7, 0]);
  assert.deepEqual(browser.complaints, []);
});

test("a PIN lets one party in, and not its phones a second time", async () => {
  const house = await meera.get("/api/house/settings");
  await meera.put("/api/house/settings", { ...house, opening: "PIN" });
  const { pin } = await tableNamed("5");
  const wrong = String((Number(pin) + 1) % 10_000).padStart(4, "0");

  // Phones at the door are told no, which browsers write down as failures.
  const stranger = await browser.screen(PHONE, { offline: true });
  await stranger.goto(box.table);
  await stranger.getByTestId("pin").fill(wrong);
  await stranger.getByText(/That is not it. \d tries left./).waitFor();
  assert.equal((await tableNamed("5")).sitting, null);

  const guest = await browser.screen(PHONE, { offline: true });
  await guest.goto(box.table);
  await guest.getByTestId("pin").fill(pin);
  await guest.getByText("Table 5").first().waitFor();
  await add(guest, "Dal Tadka", 0);
  await add(guest, "Sweet Lassi", 1);
  await place(guest, "94.40");
  await guest.getByText("Others at your table join with this PIN").waitFor();
  await guest.getByText(pin).first().waitFor();

  const { sitting } = await tableNamed("5");
  const bill = await meera.get(`/api/sittings/${sitting.id}/bill`);
  await meera.patch(`/api/payments/${bill.id}/cash`, {
    amount_received_paise: bill.due_paise,
  });
  await guest.getByRole("button", { name: /Bill/ }).last().click();
  await guest
    .getByText("Paid. Thank you.")
    .or(guest.getByText("₹94.40"))
    .first()
    .waitFor();

  const token = await guest.evaluate(
    (key) => JSON.parse(localStorage.getItem(key)).token,
    `tiffin.seat.${new URL(box.table).pathname.split("/")[2]}`,
  );
  const dish = (await meera.get("/api/menu/items")).items.find(
    (one) => one.name === "Sweet Lassi",
  );
  const answer = await fetch(`${box.base}/api/orders`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "an-old-phone-orders-again",
    },
    body: JSON.stringify({
      items: [{ menu_item_id: dish.id, quantity: 1, modifiers: [] }],
    }),
  });
  assert.ok(
    [401, 403, 409].includes(answer.status),
    `an old phone: ${answer.status}`,
  );
  const next = await until(async () => {
    const table = await tableNamed("5");
    return table.sitting === null && table.pin !== pin ? table : null;
  }, "table 5 to be free, with another PIN");
  assert.match(next.pin, /^\d{4}$/);
});

test("an order can be taken back for a moment, and then goes in by itself", async () => {
  const house = await meera.get("/api/house/settings");
  const rules = { opening: "FREE", accept_mode: "GRACE", grace_seconds: 30 };
  await meera.put("/api/house/settings", { ...house, ...rules });
  const board = async () =>
    (await salim.get("/api/kitchen/board")).tickets.length;
  const before = await board();
  const guest = await browser.screen(PHONE);
  await guest.goto(box.table);
  await guest.getByText("Table 5").first().waitFor();
  const order = async () => {
    await guest.getByRole("button", { name: /Menu/ }).first().click();
    await add(guest, "Sweet Lassi", 1);
    await place(guest, "94.40");
    await guest.getByText(/Goes to the kitchen in 0:\d\d/).waitFor();
  };
  await order();
  await picture(guest, "guest-grace");
  await guest.getByRole("button", { name: "Take it back" }).click();
  await guest.getByText("Cancelled").first().waitFor();
  assert.equal(await board(), before);
  await order();
  await guest.getByText("The kitchen has it").first().waitFor();
  await until(
    async () => (await board()) === before + 1,
    "of two orders the kitchen has heard of one",
  );
  assert.deepEqual(browser.complaints, []);
});
