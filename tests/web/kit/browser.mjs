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
      lookAgain(page);
      if (process.env.LATE) await comeLate(context, process.env.LATE);
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        const lost =
          offline && /ERR_|WebSocket|Failed to load/.test(message.text());
        // Asked for before there is one, or when the party has just left: its bill, its cart.
        const { url } = message.location();
        const none =
          /\/bill$|\/api\/cart\?/.test(url) &&
          /status of 40[49]/.test(message.text());
        if (message.type() === "error" && !lost && !none)
          complaints.push(`${message.text()} ${url}`);
      });
      return page;
    },
  };
}

/**
 * A sheet that is closing holds for a moment what the page below it says by now: who finds two looks
 * again.
 */
function lookAgain(page) {
  const locators = Object.getPrototypeOf(page.locator("body"));
  if (locators.looksAgain) return;
  locators.looksAgain = true;
  for (const name of Object.getOwnPropertyNames(locators)) {
    const act = Object.getOwnPropertyDescriptor(locators, name).value;
    if (typeof act !== "function" || name === "constructor") continue;
    locators[name] = function (...said) {
      const done = act.apply(this, said);
      if (!(done instanceof Promise)) return done;
      const end = Date.now() + PATIENCE_MS;
      const again = (error) => {
        const isTwo = String(error).includes("strict mode violation");
        if (!isTwo || Date.now() > end) throw error;
        return new Promise((next) => setTimeout(next, 100))
          .then(() => act.apply(this, said))
          .catch(again);
      };
      return done.catch(again);
    };
  }
}

/** What the box answers, or what it says by itself, comes up to a second late (`make soak`). */
async function comeLate(context, what) {
  const late = () =>
    new Promise((done) => setTimeout(done, Math.random() * 1000));
  if (what === "answers")
    await context.route("**/api/**", async (route) => {
      try {
        const response = await route.fetch();
        await late();
        await route.fulfill({ response });
      } catch {
        await route.abort().catch(() => {});
      }
    });
  if (what === "news")
    await context.routeWebSocket(/api\/live/, (page) => {
      const box = page.connectToServer();
      let turn = Promise.resolve();
      box.onMessage((message) => {
        turn = Promise.all([turn, late()]).then(() => page.send(message));
      });
    });
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
