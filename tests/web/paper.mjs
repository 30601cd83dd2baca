// A printer that works and one that does not: what waits is seen, goes elsewhere, and comes out once.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { asStaff, until } from "./kit/api.mjs";
import { openBox } from "./kit/box.mjs";
import { TABLET, openBrowser, picture, signIn } from "./kit/browser.mjs";

let box;
let browser;
let meera;
let salim;
/** Stands in for a thermal printer: counts the papers that were sent to it whole. */
let printer;
let papers = 0;

before(async () => {
  box = await openBox();
  browser = await openBrowser();
  meera = await asStaff(box, "Meera");
  salim = await asStaff(box, "Salim");
  printer = createServer((socket) => {
    let bytes = 0;
    socket.on("data", (more) => (bytes += more.length));
    socket.on("end", () => (papers += bytes > 0 ? 1 : 0));
    socket.on("error", () => undefined);
  });
  printer.listen(0, "127.0.0.1");
  await once(printer, "listening");
});

after(async () => {
  await browser?.close();
  await box?.close();
  printer?.close();
});

/** An address at which nobody answers, nor will: such a port is given to nobody who asks for any. */
const DEAD = "127.0.0.1:9";

async function addPrinter(owner, name, address, station) {
  await owner.getByTestId("add-printer").click();
  await owner.getByTestId("printer-name").fill(name);
  await owner.getByTestId("printer-address").fill(address);
  if (station)
    await owner
      .getByTestId("printer-stations")
      .getByText(station, { exact: true })
      .click();
  await owner.getByTestId("save-printer").click();
  await owner.getByTestId(`printer-${name}`).waitFor();
}

test("what a dead printer was told waits, stands in the day's way, and comes out elsewhere once", async () => {
  const owner = await browser.screen(TABLET, { offline: true });
  await signIn(owner, box, "/owner/printers", "Meera");
  await owner.getByText("No printer is set up").waitFor();
  await owner.getByTestId("add-printer").click();
  await owner.getByTestId("save-printer").click();
  await owner.getByText("Give it a name").waitFor();
  await owner.keyboard.press("Escape");
  const address = `127.0.0.1:${printer.address().port}`;
  await addPrinter(owner, "Counter", address);
  await owner.getByTestId("test-Counter").click();
  await owner.getByTestId("over-prints").getByText("Test page").waitFor();
  await until(() => papers === 1, "the test page");
  await addPrinter(owner, "Tandoor", DEAD, "Tandoor");

  const order = await meera.order("5", { "Paneer Tikka": 1 });
  const waiting = owner.getByTestId("waiting-prints");
  await waiting.getByText("Kitchen ticket").waitFor();
  await owner
    .getByTestId("printer-Tandoor")
    .getByText("It does not answer")
    .waitFor();
  await picture(owner, "owner-printers");
  await owner.getByTestId("nav-days").click();
  const day = owner.getByTestId("way-waiting_prints");
  await day.getByText("Kitchen ticket on Tandoor").waitFor();
  await day.getByRole("link").click();
  await waiting.getByTestId("print-elsewhere").click();
  await owner.getByTestId("to-Counter").click();
  await until(() => papers === 2, "the ticket on the other printer");
  await waiting.waitFor({ state: "detached" });

  // The bill before it is paid, the invoice by itself, and again as a copy.
  await salim.post(`/api/kitchen/orders/${order.id}/done`);
  await meera.post(`/api/orders/${order.id}/serve`, {
    line_ids: order.lines.map((line) => line.id),
  });
  const till = await browser.screen(TABLET, { offline: true });
  await signIn(till, box, "/counter", "Lata");
  await till.getByTestId("table-5").click();
  await till.getByTestId("bill").click();
  await till.getByTestId("print-bill").click();
  await till.getByText("The bill goes to the printer “Counter”").waitFor();
  await until(() => papers === 3, "the bill");
  await till.getByTestId("pay-cash").click();
  await till.getByTestId("cash-exact").click();
  await till.getByTestId("cash-confirm").click();
  await till.getByTestId("invoice-number").waitFor();
  // Only what has come out before is a copy.
  await until(async () => {
    const { items } = await meera.get("/api/prints?state=SENT");
    return items.some((one) => one.kind === "INVOICE");
  }, "the invoice");
  await until(() => papers === 4, "the invoice to be out");
  const path = await till.getByTestId("pdf-link").getAttribute("href");
  const pdf = await fetch(new URL(path, box.base));
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  await till.getByTestId("print-bill").click();
  await till.getByText("Copy 1 of the invoice goes to").waitFor();
  await until(() => papers === 5, "the copy");

  // The paper is out before the box has written down that it is.
  const printed = async () => (await meera.get("/api/prints")).items;
  await until(
    async () => (await printed()).every((one) => one.state === "SENT"),
    "all to be written down as sent",
  );
  const jobs = await printed();
  assert.deepEqual(
    jobs.map((one) => [one.kind, one.copy]),
    [
      ["INVOICE", 1],
      ["INVOICE", 0],
      ["BILL", 0],
      ["TICKET", 0],
      ["TEST", 0],
    ],
  );
  assert.deepEqual(browser.complaints, []);
});
