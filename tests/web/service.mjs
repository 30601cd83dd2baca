// Three stations, expo and two waiters: whatever order a party moves, joins, parts and is recalled
// in, each portion is cooked once, and every screen shows where the food goes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asStaff, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import { TABLET, openBrowser, signIn } from "./kit/browser.mjs";

const STATIONS = ["Tandoor", "Curry", "Bar"];

let box;
let browser;
let ravi;
let sunita;
let lata;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  [ravi, sunita, lata] = await Promise.all(
    ["Ravi", "Sunita", "Lata"].map((name) => asStaff(box, name)),
  );
});

after(async () => {
  await browser?.close();
  await box?.close();
});

async function kitchen(query, name) {
  const page = await browser.screen(TABLET);
  await signIn(page, box, `/kitchen?${query}`, name);
  await page.locator("[data-trust=fresh]").waitFor();
  return page;
}

/** Every way to put these in a row. */
function rows(of) {
  if (of.length < 2) return [of];
  return of.flatMap((one) =>
    rows(of.filter((other) => other !== one)).map((rest) => [one, ...rest]),
  );
}

const tableNamed = async (name) =>
  (await ravi.get("/api/tables")).tables.find((table) => table.name === name);
const orderOf = (id) => ravi.get(`/api/orders/${id}`);
const card = (page, number) => page.getByTestId(`ticket-${number}`);

/** Bumps what a station has of an order: by a tap on its screen, or as another device would. */
async function bump(screens, station, number, by) {
  if (by === "tap") {
    await card(screens[station], number)
      .getByRole("button", { name: /Done/ })
      .click();
  } else {
    const { tickets } = await ravi.get(`/api/kitchen/board?station=${station}`);
    const mine = tickets.find((one) => one.number === number);
    await ravi.post(`/api/kitchen/tickets/${mine.id}/bump`);
  }
  await card(screens[station], number).waitFor({ state: "detached" });
}

/** What can happen to a party between ordering and paying. `first` is its order at table 1. */
function deeds(first, screens, by) {
  return {
    async move() {
      const to = (await tableNamed("3")).id;
      await ravi.post(`/api/sittings/${first.sitting_id}/move`, {
        table_id: to,
      });
    },
    async merge() {
      const with_ = (await tableNamed("2")).id;
      await sunita.post(`/api/sittings/${first.sitting_id}/merge`, {
        table_id: with_,
      });
    },
    async split() {
      const line = (await orderOf(first.id)).lines.find(
        (one) => one.name === "Dal Makhani",
      );
      const to = (await tableNamed("4")).id;
      await sunita.post(`/api/sittings/${first.sitting_id}/split`, {
        table_id: to,
        order_ids: [],
        line_ids: [line.id],
        covers: 1,
      });
    },
    async recall() {
      await bump(screens, "Tandoor", first.number, by);
      if (by === "tap") {
        await screens.Tandoor.keyboard.press("r");
      } else {
        const { items } = await ravi.get(
          "/api/kitchen/bumped?station=Tandoor&limit=1",
        );
        await ravi.post(`/api/kitchen/tickets/${items[0].id}/recall`);
      }
      await card(screens.Tandoor, first.number).waitFor();
    },
  };
}

/** Pays whatever is open at these tables; answers what was paid in all. */
async function payAll() {
  let paid = 0;
  for (;;) {
    const { items } = await lata.get("/api/orders?open=true");
    if (items.length === 0) return paid;
    const { due_paise } = await lata.get(`/api/bills/${items[0].bill_id}`);
    await lata.patch(`/api/payments/${items[0].bill_id}/cash`, {
      amount_received_paise: due_paise,
    });
    paid += due_paise;
  }
}

test("split, merge, move and recall in every order cook each portion once", async () => {
  const screens = {};
  for (const station of STATIONS)
    screens[station] = await kitchen(
      `view=station&station=${station}`,
      "Salim",
    );
  const expo = await kitchen("view=expo", "Arif");
  for (const [n, row] of rows(["split", "merge", "move", "recall"]).entries()) {
    const by = n % 8 === 0 ? "tap" : "call";
    const first = await ravi.order("1", {
      "Paneer Tikka": 2,
      "Dal Makhani": 1,
      "Sweet Lassi": 1,
    });
    const second = await sunita.order("2", { "Garlic Naan": 3 });
    await card(screens.Tandoor, first.number).waitFor();
    const can = deeds(first, screens, by);
    for (const deed of row) await can[deed]();

    // The dal went to table 4 under a number of its own; the rest moved to table 3.
    const parted = (await ravi.get("/api/orders?open=true")).items.find(
      (one) => one.table_name === "4",
    );
    await card(screens.Curry, parted.number)
      .locator(".ticket-table", { hasText: /4$/ })
      .waitFor();
    await card(screens.Bar, first.number)
      .locator(".ticket-table", { hasText: /3$/ })
      .waitFor();
    await expo.getByTestId(`expo-${parted.number}`).waitFor();

    await bump(screens, "Curry", parted.number, by);
    await bump(screens, "Bar", first.number, by);
    await bump(screens, "Tandoor", first.number, by);
    await bump(screens, "Tandoor", second.number, by);
    for (const { number } of [first, second, parted]) {
      const ready = expo.locator(
        `[data-testid=expo-${number}][data-complete=yes]`,
      );
      await ready.getByRole("button", { name: /Serve/ }).click();
      await ready.waitFor({ state: "detached" });
    }
    await until(
      async () =>
        (await ravi.get("/api/orders?open=true")).items.every(
          (one) => one.status === "SERVED",
        ),
      `all is served after ${row}`,
    );
    // 560 + 250 + 80 + 150 rupees, and 18 % on each bill.
    const lines = [];
    for (const one of [first, second, parted])
      lines.push(...(await orderOf(one.id)).lines);
    for (const line of lines)
      assert.equal(line.fired_quantity, line.quantity, `${line.name}, ${row}`);
    const portions = lines.reduce((sum, line) => sum + line.fired_quantity, 0);
    assert.equal(portions, 7, String(row));
    assert.equal(await payAll(), 122720, String(row));
  }
  const leaks = await (await asStaff(box, "Meera")).get("/api/reports/leaks");
  assert.deepEqual(
    [leaks.fired, leaks.billed, leaks.unexplained],
    [24 * 7, 24 * 7, 0],
  );
  assert.deepEqual(browser.complaints, []);
});

test("more off than a cashier may give needs a manager's PIN", async () => {
  await ravi.order("6", { "Paneer Tikka": 2, "Garlic Naan": 3 });
  const till = await browser.screen(TABLET, { offline: true });
  await signIn(till, box, "/counter", "Lata");
  await till.getByTestId("table-6").click();
  await till.getByTestId("bill").click();
  await till.getByTestId("line-discount-1").click();
  await till.getByTestId("percent-50").click();
  await till.getByTestId("reason").fill("A long wait");
  await till.getByTestId("discount-confirm").click();
  const agree = till.getByTestId("agree");
  await agree.getByText("Arif").click();
  const enter = async (pin) => {
    for (const digit of pin)
      await agree.getByRole("button", { name: digit, exact: true }).click();
    await agree.getByRole("button", { name: "Agree" }).click();
  };
  await enter("0000");
  await agree.getByText("Name or PIN is not right.").waitFor();
  await agree.getByText("Arif").click();
  await enter(box.pin("Arif"));
  await agree.waitFor({ state: "detached" });
  await till.getByText("₹507.40").first().waitFor();
});
