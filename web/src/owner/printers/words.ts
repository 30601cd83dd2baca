import type { Printer, PrintJob } from "../../api/schema";

export const PRINTS: Record<PrintJob["kind"], string> = {
  TICKET: "Kitchen ticket",
  CHANGE: "Change of a ticket",
  BILL: "Bill",
  INVOICE: "Invoice",
  CONSOLIDATED: "Invoice of small bills",
  CREDIT_NOTE: "Credit note",
  DRAWER: "Opening the drawer",
  TEST: "Test page",
};

export const PRINT_STATES: Record<PrintJob["state"], string> = {
  QUEUED: "waits for the printer",
  SENDING: "is being printed",
  SENT: "printed",
  UNKNOWN: "cut off: look whether it came out",
  FAILED: "cannot be printed",
  DROPPED: "dropped",
};

export const KINDS: Record<Printer["kind"], { word: string; address: string; hint: string }> = {
  TCP: {
    word: "Network",
    address: "Address and port",
    hint: "As on its self-test page, with the port: 192.168.1.50:9100",
  },
  USB: { word: "USB", address: "Device file", hint: "On this box, mostly /dev/usb/lp0" },
  FILE: {
    word: "File",
    address: "Name of the file",
    hint: "For trying out: letters and digits; it lies in the box’s folder “prints”",
  },
};

export const ALL_STATIONS = "*";

/** What comes out of it, in a line. */
export function dutyWords(printer: Printer): string {
  const { stations } = printer;
  const tickets = stations.includes(ALL_STATIONS)
    ? "all kitchen tickets"
    : stations.length > 0 && `tickets of ${stations.join(", ")}`;
  const duties = [
    tickets,
    printer.is_receipts && "receipts",
    printer.opens_drawer && "opens the drawer",
  ].filter(Boolean);
  return duties.length > 0 ? duties.join(", ") : "prints only what is sent to it";
}

/** How it stands with a printer: the worst first. */
export function standing(printer: Printer): {
  tone: "plain" | "good" | "bad" | "wait";
  word: string;
} {
  const { unknown, waiting } = printer;
  if (unknown > 0)
    return { tone: "bad", word: unknown === 1 ? "1 to look at" : `${unknown} to look at` };
  if (waiting > 0) {
    const tone = printer.error ? "bad" : "wait";
    return { tone, word: waiting === 1 ? "1 waits" : `${waiting} wait` };
  }
  return printer.is_active
    ? { tone: "good", word: "nothing waits" }
    : { tone: "plain", word: "off" };
}
