// The kitchen's screens: one that is cut off, one worked by keys alone, the pass, and 86.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff, listen, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import { PHONE, TABLET, openBrowser, picture, signIn } from "./kit/browser.mjs";

const TV = { width: 1920, height: 1080 };
const tickets = (page) => page.locator("[data-testid^=ticket-][data-card]");
const numbersOn = (page) =>
  tickets(page).evaluateAll((all) =>
    all.map((one) => Number(one.dataset.testid.slice(7))),
  );

let box;
let browser;
let ravi;
let meera;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  ravi = await asStaff(box, "Ravi");
  meera = await asStaff(box, "Meera");
});

after(async () => {
  await browser?.close();
  await box?.close();
});

/** Everything is cooked and served: the next story begins with an empty kitchen. */
async function goOut(orders) {
  for (const { id } of orders) {
    await ravi.post(`/api/kitchen/orders/${id}/done`);
    await ravi.post(`/api/orders/${id}/serve`);
  }
}

/** A kitchen screen whose line to the box can be cut. */
async function cuttable(path, name) {
  const page = await browser.screen(TABLET, { offline: true });
  const line = { cut: false, sockets: new Set() };
  await page.routeWebSocket("**/api/live", (socket) => {
    if (line.cut) return socket.close();
    socket.connectToServer();
    line.sockets.add(socket);
  });
  await signIn(page, box, path, name);
  await page.getByTestId("kitchen").waitFor();
  await page.locator("[data-trust=fresh]").waitFor();
  const unplug = async () => {
    line.cut = true;
    await Promise.all([...line.sockets].map((socket) => socket.close()));
  };
  const plugIn = () => (line.cut = false);
  return { page, unplug, plugIn };
}

test("ten orders while a screen is cut off: the counter hears, and nothing is lost", async () => {
  const { page, unplug, plugIn } = await cuttable(
    "/kitchen?station=Tandoor",
    "Salim",
  );
  const counter = await listen(box, await asStaff(box, "Lata"), "counter");
  await unplug();
  const orders = [];
  for (let n = 0; n < 10; n += 1) {
    orders.push(
      await ravi.order(String((n % 5) + 1), {
        "Paneer Tikka": 1,
        "Dal Makhani": 1,
      }),
    );
  }
  const began = Date.parse(orders[0].placed_at);
  const heard = await counter.until(
    (said) =>
      said.type === "delivery" &&
      said.data.unseen.some((one) => one.station === "Tandoor"),
  );
  const took = Date.parse(heard.data.now) - began;
  // After five seconds it is told, and a busy machine may be late with that.
  assert.ok(took <= 15_000, `the counter heard after ${took} ms`);
  await page.getByTestId("not-connected").waitFor();
  assert.equal(await page.getByText("Nothing waits").count(), 0);
  await picture(page, "kitchen-cut-off");

  plugIn();
  const wanted = orders.map((order) => order.number).sort((a, b) => a - b);
  await until(
    async () => String(await numbersOn(page)) === String(wanted),
    "ten tickets to hang, each of them once, the oldest first",
  );
  await page.getByText("You missed 10 tickets").waitFor();
  await until(
    async () =>
      (await page.getByText("Missed", { exact: true }).count()) === 10,
    "each of them to be marked",
  );
  await page.getByTestId("missed-seen").click();
  await page.getByTestId("missed").waitFor({ state: "detached" });
  await counter.until(
    (said) =>
      said.type === "delivery" &&
      !said.data.unseen.some((one) => one.station === "Tandoor"),
  );
  counter.close();
  await goOut(orders);
  await page.context().close();
  assert.deepEqual(browser.complaints, []);
});

test("a station's evening by keys alone", async () => {
  const page = await browser.screen(TABLET);
  await signIn(page, box, "/kitchen?station=Tandoor", "Asha");
  await page.getByTestId("kitchen").waitFor();
  const keys = page.keyboard;
  const orders = [];
  for (let n = 0; n < 12; n += 1) {
    const course = n === 3 ? { quantity: 1, course: 2 } : 1;
    orders.push(
      await ravi.order("7", { "Paneer Tikka": course, "Garlic Naan": 2 }),
    );
  }
  const numbers = orders.map((order) => order.number);
  const card = (nth) => page.getByTestId(`ticket-${numbers[nth]}`).first();
  await until(
    async () => (await tickets(page).count()) === 12,
    "twelve tickets hang",
  );
  const bumpedNow = async () =>
    (await ravi.get("/api/kitchen/bumped?station=Tandoor&limit=50")).items.map(
      (one) => one.number,
    );

  // Done, and taken back.
  await keys.press("1");
  await page.getByTestId("undo").waitFor();
  // It can be undone for three seconds only: what the box knows of it is looked at afterwards.
  await keys.press("u");
  await until(async () => {
    const { tickets } = await ravi.get("/api/kitchen/board?station=Tandoor");
    return tickets.find((one) => one.number === numbers[0])?.recalled_at;
  }, "it to be done and taken back");
  await page
    .locator(`[data-testid=ticket-${numbers[0]}]:not(.leaves)`)
    .waitFor();

  // One line, then the ticket.
  await keys.press("Shift+Digit2");
  await keys.press("ArrowDown");
  await keys.press("Enter");
  await card(1).locator(".line.done").waitFor();
  await keys.press("ArrowUp");
  await keys.press("Enter");
  await until(
    async () => (await bumpedNow()).includes(numbers[1]),
    "the second is done",
  );
  await card(1).waitFor({ state: "detached" });

  // In a hurry: to the front.
  await keys.press("Shift+Digit5");
  const hurried = (await numbersOn(page))[4];
  await keys.press("p");
  await until(
    async () => (await numbersOn(page))[0] === hurried,
    "the rushed one is first",
  );
  await tickets(page).first().getByText("Rush").first().waitFor();

  // Changed after it was fired: it asks until it is confirmed.
  const changed = orders[7];
  // What the kitchen has already, a manager calls off.
  await meera.patch(`/api/orders/${changed.id}/lines/${changed.lines[1].id}`, {
    quantity: 1,
    reason: "Not so hungry",
  });
  await page.getByTestId(`change-${changed.number}`).waitFor();
  await keys.press("Escape");
  await keys.press("c");
  await page
    .getByTestId(`change-${changed.number}`)
    .waitFor({ state: "detached" });
  await until(
    async () =>
      (await ravi.get("/api/kitchen/delivery")).unconfirmed.length === 0,
    "the counter sees it confirmed",
  );

  // The second course of the fourth order waits until it is fired.
  await page.getByText("Course 2 waits").waitFor();
  const fourth = (await numbersOn(page)).indexOf(numbers[3]);
  await keys.press("Escape");
  for (let step = 0; step <= fourth; step += 1) await keys.press("ArrowRight");
  await keys.press("f");
  await until(
    async () => (await tickets(page).count()) === 12,
    "its second course hangs, too",
  );

  // Brought back: the last one, and an earlier one from the list.
  await keys.press("r");
  await until(
    async () => !(await bumpedNow()).includes(numbers[1]),
    "the second is back",
  );
  await until(
    async () => (await numbersOn(page)).indexOf(numbers[1]) === 2,
    "it to hang in its place in time",
  );
  await keys.press("2");
  await until(
    async () => (await bumpedNow()).includes(numbers[0]),
    "the first is done",
  );
  await card(0).waitFor({ state: "detached" });
  await keys.press("Shift+R");
  await page.getByTestId("recall-find").fill(String(numbers[0]));
  await page.getByTestId(`recall-${numbers[0]}`).waitFor();
  await keys.press("ArrowDown");
  await keys.press("Enter");
  await until(
    async () => !(await bumpedNow()).includes(numbers[0]),
    "the first is back",
  );
  await card(0).waitFor();

  // And then all of them, one after the other.
  await keys.press("?");
  await page.getByTestId("key-list").waitFor();
  await keys.press("Escape");
  for (
    let left = await tickets(page).count();
    left > 0;
    left = await tickets(page).count()
  ) {
    await keys.press("1");
    await until(
      async () => (await tickets(page).count()) < left,
      "one goes down",
    );
  }
  await page.getByText("Nothing waits at Tandoor.").waitFor();
  await until(async () => {
    const board = await ravi.get("/api/kitchen/board?station=Tandoor");
    return board.tickets.length === 0;
  }, "the box to know that nothing waits");
  for (const { id } of orders) {
    const { lines } = await ravi.get(`/api/orders/${id}`);
    assert.ok(lines.every((line) => line.status === "DONE"));
  }
  await goOut(orders);
  await page.context().close();
  assert.deepEqual(browser.complaints, []);
});

for (const viewport of [TABLET, TV]) {
  const size = `${viewport.width}x${viewport.height}`;
  test(`tickets are read from two metres at ${size}`, async () => {
    const page = await browser.screen(viewport);
    await signIn(page, box, "/kitchen?station=*", "Asha");
    const spicy = {
      quantity: 2,
      special_instructions: "no onion, no garlic, very spicy",
    };
    const orders = [
      await ravi.order("2", {
        "Paneer Tikka": spicy,
        "Dal Makhani": 1,
        "Garlic Naan": 4,
      }),
      await ravi.order("9", {
        "Sweet Lassi": 2,
        "Boondi Raita": { quantity: 1, seat: 2 },
      }),
    ];
    for (const { number } of orders)
      await page.getByTestId(`ticket-${number}`).waitFor();
    const small = await page.evaluate(() => {
      const words = document.querySelectorAll(
        ".ticket-lines *, .ticket-notes, .ticket-around p",
      );
      return [...words]
        .filter((one) =>
          [...one.childNodes].some((node) => node.nodeType === 3),
        )
        .filter((one) => !one.classList.contains("said"))
        .map((one) => [
          one.textContent,
          parseFloat(getComputedStyle(one).fontSize),
        ])
        .filter(([, px]) => px < 24);
    });
    assert.deepEqual(small, []);
    const low = await page.evaluate(() =>
      [...document.querySelectorAll(".ticket button, .k-bar button")]
        .map((one) => [one.textContent, one.getBoundingClientRect().height])
        .filter(([, px]) => px < 64),
    );
    assert.deepEqual(low, [], "fingers are greasy: 64 px at least");
    await picture(page, `kitchen-${size}`);
    await goOut(orders);
    await page.context().close();
  });
}

test("the pass is green when every station is done, and serves", async () => {
  const page = await browser.screen(TABLET);
  await signIn(page, box, "/kitchen?view=expo", "Arif");
  const order = await ravi.order("4", { "Garlic Naan": 2, "Dal Makhani": 1 });
  const card = page.getByTestId(`expo-${order.number}`);
  await card.getByText("Tandoor 0/1").waitFor();
  const board = await ravi.get("/api/kitchen/board");
  const mine = board.tickets.filter((ticket) => ticket.order_id === order.id);
  assert.equal(mine.length, 2);
  await ravi.post(`/api/kitchen/tickets/${mine[0].id}/bump`);
  await card.getByText("1/1").waitFor();
  assert.equal(await card.getAttribute("data-complete"), "no");
  await ravi.post(`/api/kitchen/tickets/${mine[1].id}/bump`);
  await page
    .locator(`[data-testid=expo-${order.number}][data-complete=yes]`)
    .waitFor();
  await card.getByText("Ready").waitFor();
  await page.keyboard.press("1");
  await until(
    async () => (await ravi.get(`/api/orders/${order.id}`)).status === "SERVED",
    "it was served",
  );
  await card.waitFor({ state: "detached" });
  await page.context().close();
  assert.deepEqual(browser.complaints, []);
});

test("sold out in two taps, and back on", async () => {
  const page = await browser.screen(TABLET);
  await signIn(page, box, "/kitchen?view=station&station=Tandoor", "Salim");
  const order = await ravi.order("3", { "Garlic Naan": 1 });
  const phone = await browser.screen(PHONE);
  await phone.goto(box.table);
  const dish = phone.locator(".dish", {
    has: phone.getByRole("button", { name: "Garlic Naan", exact: true }),
  });
  await dish.waitFor();
  const line = page
    .getByTestId(`ticket-${order.number}`)
    .locator(".line button");
  // Held for longer than a tap may last, on a slow machine, too.
  await line.click({ delay: 3_000 });
  await page.getByTestId("sold-out").click();
  await dish.getByText("Sold out").waitFor();
  await page.getByTestId("open-out").click();
  await page.getByTestId("back-Garlic Naan").click();
  await dish.getByText("Sold out").waitFor({ state: "detached" });
  await page.context().close();
  await phone.context().close();
  assert.deepEqual(browser.complaints, []);
});
