import { signal } from "@preact/signals";

/** Where in the counter somebody is: kept in the address, so that "back" works. */
export type Where = { at: "floor" } | { at: "table" | "order" | "bill" | "cash"; table: string };

const VIEWS = ["table", "order", "bill", "cash"] as const;

export function readWhere(hash: string): Where {
  const [view, table] = hash.replace(/^#/, "").split("/");
  const at = VIEWS.find((one) => one === view);
  return at && table ? { at, table } : { at: "floor" };
}

export const where = signal<Where>(readWhere(typeof location === "undefined" ? "" : location.hash));

if (typeof window !== "undefined") {
  addEventListener("hashchange", () => {
    where.value = readWhere(location.hash);
  });
}

/** `replace`: "back" then skips what is left behind, such as an order just sent. */
export function go(to: Where, replace = false): void {
  const hash = to.at === "floor" ? "#" : `#${to.at}/${to.table}`;
  if (replace) {
    history.replaceState(null, "", hash);
    where.value = to;
  } else location.hash = hash;
}
