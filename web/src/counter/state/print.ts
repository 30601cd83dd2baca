import type { Bill, PrintJob } from "../../api/schema";
import { toast } from "../../look";
import { askForBill, askForTicket } from "../../staff/print";
import { attempt } from "./acts";

function said(job: PrintJob): void {
  const what = {
    BILL: "The bill",
    INVOICE: job.copy > 0 ? `Copy ${job.copy} of the invoice` : "The invoice",
    TICKET: job.copy > 0 ? "The ticket, as a reprint," : "The ticket",
  }[job.kind as string];
  toast(`${what ?? "It"} goes to the printer “${job.printer_name}”`);
}

/** What is owed before it is paid; the invoice after, marked as a copy when it came out before. */
export const printBill = (bill: Bill) =>
  attempt(`print-${bill.id}`, () => askForBill(bill.id), said);

export const printTicket = (id: string) => attempt(`print-${id}`, () => askForTicket(id), said);
