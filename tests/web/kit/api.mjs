// What people do at other screens, said to the box without a page.
import { randomUUID } from "node:crypto";

/** Somebody of staff with a token of their own. */
export async function asStaff(box, name) {
  const call = async (method, path, body, token) => {
    const headers = { "content-type": "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    if (method === "POST") headers["idempotency-key"] = randomUUID();
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

/** Waits until `look` answers something true: by events of the page or the box, not by sleeping. */
export async function until(look, what, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
