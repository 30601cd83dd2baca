// A system of the owner's is told what happens: it is set up, tried, away for a while, and dropped.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { asStaff, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import { PHONE, TABLET, openBrowser, picture, signIn } from "./kit/browser.mjs";

let box;
let browser;
let meera;
/** Stands in for the accountant's program: what it was told, and how it answers. */
let books;
let url;
let answers = 200;
const told = [];

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  meera = await asStaff(box, "Meera");
  books = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const raw = Buffer.concat(parts).toString();
    if (answers === 200)
      told.push({ headers: request.headers, raw, ...JSON.parse(raw) });
    response.writeHead(answers).end();
  });
  books.listen(0, "127.0.0.1");
  await once(books, "listening");
  url = `http://127.0.0.1:${books.address().port}/tiffin`;
});

after(async () => {
  await browser?.close();
  await box?.close();
  books?.closeAllConnections();
  books?.close();
});

/** As a receiver checks it, in the way docs/webhooks.md shows. */
function isSigned({ headers, raw }, secret) {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${raw}`;
  const made = createHmac("sha256", key).update(text).digest("base64");
  return headers["webhook-signature"].split(" ").includes(`v1,${made}`);
}

test("an accountant's program is told, waits while it is away, and is dropped", async () => {
  const owner = await browser.screen(TABLET, { offline: true });
  await signIn(owner, box, "/owner/system", "Meera");
  await owner.getByTestId("webhooks-row").click();
  await owner.getByText("Nobody is told anything").waitFor();

  await owner.getByTestId("add-webhook").click();
  await owner.getByTestId("save-webhook").click();
  await owner.getByText("Say where it is.").waitFor();
  await owner.getByTestId("webhook-url").fill("http://books.example.in/");
  await owner.getByTestId("save-webhook").click();
  await owner.getByText("An address that begins with https://").waitFor();
  await owner.getByTestId("webhook-url").fill(url);
  const topics = owner.getByTestId("webhook-topics");
  await topics.getByText("Orders", { exact: true }).click();
  await picture(owner, "owner-webhook-new");
  await owner.getByTestId("save-webhook").click();
  const secret = await owner.getByTestId("webhook-secret").inputValue();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  await owner.getByTestId("copy-webhook-secret").click();
  await owner.getByText("Copied").waitFor();
  await picture(owner, "owner-webhook-secret");
  await owner.getByTestId("secret-kept").click();
  await owner.getByTestId("webhook-list").getByText("up to date").waitFor();
  assert.equal(await owner.getByText(secret).count(), 0);

  await owner.getByTestId("test-webhook").click();
  await owner.getByText("took it").waitFor();
  const [tested] = await until(() => told.length === 1 && told, "the test");
  assert.deepEqual([tested.kind, isSigned(tested, secret)], ["test", true]);

  await meera.order("5", { "Garlic Naan": 1 });
  const placed = await until(
    () => told.find((one) => one.kind === "order_placed"),
    "the order to be told",
  );
  assert.ok(isSigned(placed, secret));
  assert.equal(placed.body.table_name, "5");

  // It is away: what happens waits, and the house does not.
  answers = 503;
  await meera.order("5", { "Dal Makhani": 1 });
  const row = owner.getByTestId("webhook");
  await row.getByText("waits", { exact: true }).waitFor();
  await row.getByText("It answered 503.").waitFor();
  assert.match(
    await owner.getByTestId("webhook-said").innerText(),
    /facts? behind, (next try in|trying now)/,
  );
  await picture(owner, "owner-webhooks");
  await owner.getByTestId("nav-system").click();
  await owner
    .getByTestId("webhooks-row")
    .getByText("waits", { exact: true })
    .waitFor();
  const host = new URL(url).host;
  await owner
    .getByTestId("followers")
    .getByText(`Webhook to ${host}`)
    .waitFor();
  await owner.getByTestId("webhooks-row").click();

  const before = told.length;
  answers = 200;
  await row.getByRole("button").first().click();
  await owner.getByTestId("try-webhook").click();
  await until(() => told.length > before, "what waited to be told");
  await owner.keyboard.press("Escape");
  await row.getByText("up to date").waitFor();
  const seqs = told.slice(1).map((one) => one.seq);
  assert.deepEqual(
    seqs,
    [...seqs].sort((a, b) => a - b),
    "in order",
  );

  // Off, on a phone: what happens waits.
  const phone = await browser.screen(PHONE, { offline: true });
  await signIn(phone, box, "/owner/webhooks", "Meera");
  await phone.getByTestId("webhook").getByRole("button").first().click();
  await phone.getByTestId("webhook-on").click();
  await phone.getByTestId("save-webhook").click();
  await phone
    .getByTestId("webhook")
    .getByText("off", { exact: true })
    .waitFor();
  await meera.order("6", { "Garlic Naan": 1 });
  await phone.getByText(/facts? waits?/).waitFor();
  await picture(phone, "owner-webhooks-phone");
  const wide = await phone.evaluate(
    () => document.documentElement.scrollWidth > innerWidth,
  );
  assert.equal(wide, false, "nothing is beside the screen");

  await owner.getByTestId("webhook").getByRole("button").first().click();
  await owner.getByTestId("drop-webhook").click();
  await owner.getByRole("button", { name: "Drop it" }).click();
  await owner.getByText("Nobody is told anything").waitFor();
  assert.deepEqual((await meera.get("/api/webhooks")).items, []);
  assert.deepEqual(browser.complaints, []);
});
