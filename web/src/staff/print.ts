import { signal } from "@preact/signals";
import type { Printer, PrintJob } from "../api/schema";
import { api } from "./session";

/** The house's printers; null until the box has told. */
export const printers = signal<Printer[] | null>(null);

export function readPrinters(): void {
  api.get<{ items: Printer[] }>("/api/printers").then(
    ({ items }) => (printers.value = items),
    // What was known stays: at worst the box refuses to print.
    () => undefined,
  );
}

/** Whether anything is set up that prints. */
export const canPrint = () => printers.value?.some((one) => one.is_active) ?? false;

/** Printers that print a station's tickets. */
export const printersOf = (station: string): Printer[] =>
  (printers.value ?? []).filter(
    (one) => one.is_active && one.stations.some((name) => name === "*" || name === station),
  );

export const askForBill = (billId: string) => api.post<PrintJob>(`/api/bills/${billId}/print`, {});
export const askForTicket = (ticketId: string) =>
  api.post<PrintJob>(`/api/kitchen/tickets/${ticketId}/print`, {});
