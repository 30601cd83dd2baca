import { signal } from "@preact/signals";

/** Where in the counter somebody is: kept in the address, so that "back" works. */
export type Where =
  | { at: "floor" }
  | { at: "till" }
  | { at: "table"; table: string }
  | { at: "order"; table: string }
  | { at: "bill"; table: string }
  | { at: "pay"; table: string; part?: string }
  | { at: "paid"; bill: string }
  | { at: "due"; bill: string };

const TABLE_VIEWS = ["table", "order", "bill"] as const;

export function readWhere(hash: string): Where {
  const [view, id, part] = hash.replace(/^#/, "").split("/");
  if (view === "till") return { at: "till" };
  if (!id) return { at: "floor" };
  if (view === "pay") return part ? { at: "pay", table: id, part } : { at: "pay", table: id };
  if (view === "paid" || view === "due") return { at: view, bill: id };
  const at = TABLE_VIEWS.find((one) => one === view);
  return at ? { at, table: id } : { at: "floor" };
}

function hashOf(to: Where): string {
  switch (to.at) {
    case "floor":
      return "#";
    case "till":
      return "#till";
    case "paid":
    case "due":
      return `#${to.at}/${to.bill}`;
    case "pay":
      return to.part ? `#pay/${to.table}/${to.part}` : `#pay/${to.table}`;
    default:
      return `#${to.at}/${to.table}`;
  }
}

export const where = signal<Where>(readWhere(typeof location === "undefined" ? "" : location.hash));

if (typeof window !== "undefined") {
  addEventListener("hashchange", () => {
    where.value = readWhere(location.hash);
  });
}

/** `replace`: "back" then skips what is left behind, such as an order just sent. */
export function go(to: Where, replace = false): void {
  const hash = hashOf(to);
  if (replace) {
    history.replaceState(null, "", hash);
    where.value = to;
  } else location.hash = hash;
}
