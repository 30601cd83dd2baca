import type { Bill, Page } from "../../../api/schema";
import { api } from "../../../staff/session";
import { createLoaded } from "../../parts/load";

const PAGE = 100;

/** Invoices that are due again, of whichever day; the oldest first. */
export const dueAgain = createLoaded<Page<Bill>>(
  () => api.get<Page<Bill>>(`/api/bills/due-again?limit=${PAGE}`),
  ["bill"],
);
