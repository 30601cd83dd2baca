// What people do at other screens, said to the box without a page.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";

const require = createRequire(
  new URL("../../../web/package.json", import.meta.url),
);
const { WebSocket } = require("ws");

/** Long enough for anything that happens on a slow machine; only waited for when it does not. */
export const PATIENCE_MS = 60_000;

/** Somebody of staff with a token of their own. */
export async function asStaff(box, name) {
  const call = async (method, path, body, token) => {
    const headers = { "content-type": "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    if (method !== "GET") headers["idempotency-key"] = randomUUID();
    const init = {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    const answer = await fetch(box.base + path, init);
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const { access_token } = await call("POST", "/api/auth/staff/login", {
    name,
    pin: box.pin(name),
  });
  const get = (path) => call("GET", path, undefined, access_token);
  const menu = await get("/api/menu/items");
  const floor = await get("/api/tables");
  return {
    get,
    post: (path, body = {}) => call("POST", path, body, access_token),
    patch: (path, body) => call("PATCH", path, body, access_token),
    put: (path, body) => call("PUT", path, body, access_token),
    delete: (path) => call("DELETE", path, undefined, access_token),
    token: access_token,
    menu,
    /** Orders for a table: `{ "Garlic Naan": 3 }`, or with more said about a dish. */
    async order(table, dishes) {
      const table_id = floor.tables.find((one) => one.name === table).id;
      const items = Object.entries(dishes).map(([name, wanted]) => ({
        menu_item_id: menu.items.find((one) => one.name === name).id,
        modifiers: [],
        ...(typeof wanted === "number" ? { quantity: wanted } : wanted),
      }));
      return call("POST", "/api/orders", { table_id, items }, access_token);
    },
  };
}

/** A screen without a page: what the box says to it, and the way to wait for it. */
export async function listen(box, staff, screen) {
  const socket = new WebSocket(`${box.base.replace("http", "ws")}/api/live`);
  const said = [];
  let woken = () => {};
  socket.on("message", (text) => {
    said.push(JSON.parse(String(text)));
    woken();
  });
  await once(socket, "open");
  socket.send(
    JSON.stringify({ type: "hello", token: staff.token, since: null, screen }),
  );
  return {
    close: () => socket.close(),
    async until(wanted) {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const at = said.findIndex(wanted);
        if (at >= 0) return said.splice(0, at + 1)[at];
        if (Date.now() > end)
          throw new Error(`never said; ${said.map((one) => one.type)}`);
        await new Promise((done) => {
          woken = done;
          setTimeout(done, 500);
        });
      }
    },
  };
}

/** Waits until `look` answers something true: by events of the page or the box, not by sleeping. */
export async function until(look, what) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Lets the house take UPI: where it goes to, and how much may wait to be found in a day. */
export async function takeUpi(owner) {
  const house = await owner.get("/api/house/settings");
  await owner.put("/api/house/settings", {
    ...house,
    upi_vpa: "tiffinhouse@okaxis",
    unverified_limit_paise: 500_000,
  });
}
