import { signal } from "@preact/signals";
import { clearToasts } from "../../look";

export type View = "menu" | "orders" | "bill";
export type SheetRoute =
  | { kind: "dish"; id: string; lineId?: string }
  | { kind: "cart" }
  | { kind: "filters" }
  | { kind: "calls" }
  | { kind: "name" }
  | { kind: "pin" }
  | { kind: "phone" }
  | { kind: "pay"; part?: string };

export interface Route {
  view: View;
  sheet: SheetRoute | null;
}

/** Kept in the browser's history, so that a phone's Back closes the sheet and not the page. */
export const route = signal<Route>({ view: "menu", sheet: null });

addEventListener("popstate", () => {
  route.value = (history.state as Route | null) ?? { view: "menu", sheet: null };
});

function go(next: Route, replace: boolean): void {
  if (replace) history.replaceState(next, "");
  else history.pushState(next, "");
  route.value = next;
}

export function show(view: View): void {
  const same = route.value.view === view;
  go({ view, sheet: null }, same || route.value.sheet !== null);
  scrollTo({ top: 0 });
}

export function openSheet(sheet: SheetRoute): void {
  clearToasts();
  go({ ...route.value, sheet }, false);
}

export function closeSheet(): void {
  if (route.value.sheet === null) return;
  if (history.state) history.back();
  else go({ ...route.value, sheet: null }, true);
}

/** A reload begins without a sheet; the view stays. */
export function startRoute(): void {
  const kept = history.state as Route | null;
  go({ view: kept?.view ?? "menu", sheet: null }, true);
}
