// Chromium, and people with screens of their own. Whatever a page complains of fails the story.
import { createRequire } from "node:module";
import { PATIENCE_MS, until } from "./api.mjs";

const require = createRequire(
  new URL("../../../web/package.json", import.meta.url),
);
const { chromium } = require("playwright-core");

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 1280, height: 800 };

const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const browser = await chromium.launch({
    executablePath,
    args: QUIET,
    timeout: PATIENCE_MS,
  });
  const complaints = [];
  return {
    complaints,
    close: () => browser.close(),
    /** A device of somebody's own. `offline` says that lost connections are part of the story. */
    async screen(viewport, { offline = false } = {}) {
      const context = await browser.newContext({ viewport, locale: "en-IN" });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        const lost =
          offline && /ERR_|WebSocket|Failed to load/.test(message.text());
        // Before the first order there is no bill: that answer is a 404, and no complaint.
        const noBill = message.location().url.endsWith("/bill");
        if (message.type() === "error" && !lost && !noBill)
          complaints.push(message.text());
      });
      return page;
    },
  };
}

/** Signs somebody of staff in on their screen. */
export async function signIn(page, box, path, name) {
  await page.goto(box.base + path);
  await page.getByRole("button", { name }).click();
  for (const digit of box.pin(name)) {
    await page.getByRole("button", { name: digit, exact: true }).click();
  }
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Puts a dish into the phone's cart, so many times. */
export async function add(phone, name, times) {
  const card = phone.locator(".dish", {
    has: phone.getByRole("button", { name, exact: true }),
  });
  for (let n = 0; n < times; n += 1)
    await card.locator(".dish-side button").last().click();
}

/** Opens the cart and sends the order that costs `total`. */
export async function place(phone, total) {
  await phone.getByText("See your order").click();
  await phone.getByRole("button", { name: total }).click();
}

export const paiseOf = (text) =>
  Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);

/** Waits until a place of the page shows this amount. */
export async function shows(place, paise) {
  let shown = null;
  const same = async () =>
    (shown = paiseOf(await place.textContent())) === paise;
  await until(same, `${paise} paise at ${place}`).catch((error) => {
    throw new Error(`${error.message}, but ${shown}`);
  });
}

/** Takes a picture for the README when it is asked for. */
export async function picture(page, name) {
  if (process.env.PICTURES)
    await page.screenshot({ path: `docs/pictures/${name}.png` });
}
