import { signal } from "@preact/signals";
import type { Page, Printer, PrintJob } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";

export interface Printing {
  printers: Printer[];
  /** What still has to come out, or somebody has to decide about: the oldest first. */
  waiting: PrintJob[];
  /** What came out, or was dropped: the newest first. */
  over: PrintJob[];
}

const PAGE = 100;
const SHOWN = 15;
const WAITING: PrintJob["state"][] = ["UNKNOWN", "FAILED", "SENDING", "QUEUED"];

/** Every print somebody still waits for, or has to decide about. */
export async function waitingPrints(): Promise<PrintJob[]> {
  const lists = await Promise.all(
    WAITING.map((state) => api.get<Page<PrintJob>>(`/api/prints?state=${state}&limit=${PAGE}`)),
  );
  return lists.flatMap((list) => list.items.reverse());
}

export const printing = createLoaded<Printing>(async () => {
  const [printers, waiting, last] = await Promise.all([
    api.get<{ items: Printer[] }>("/api/printers"),
    waitingPrints(),
    api.get<Page<PrintJob>>(`/api/prints?limit=${PAGE}`),
  ]);
  const over = last.items.filter((one) => one.state === "SENT" || one.state === "DROPPED");
  return { printers: printers.items, waiting, over: over.slice(0, SHOWN) };
}, ["order", "bill"]);

/** What is being asked of the box right now, by the id of a print or a printer. */
export const asking = signal<ReadonlySet<string>>(new Set());

async function ask(id: string, what: () => Promise<unknown>, done: string): Promise<boolean> {
  if (asking.value.has(id)) return false;
  asking.value = new Set([...asking.value, id]);
  try {
    await what();
    toast(done);
    return true;
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
    return false;
  } finally {
    asking.value = new Set([...asking.value].filter((one) => one !== id));
    void printing.load();
  }
}

export const retry = (job: PrintJob, to?: Printer) =>
  ask(
    job.id,
    () => api.post(`/api/prints/${job.id}/retry`, to ? { printer_id: to.id } : {}),
    `It is sent to ${to?.name ?? job.printer_name}`,
  );

export const drop = (job: PrintJob, cameOut: boolean) =>
  ask(
    job.id,
    () => api.post(`/api/prints/${job.id}/drop`, { came_out: cameOut }),
    cameOut ? "Noted: it came out" : "Dropped",
  );

export const testPage = (printer: Printer) =>
  ask(
    printer.id,
    () => api.post(`/api/printers/${printer.id}/test`, {}),
    `A test page goes to ${printer.name}`,
  );

export const dropAll = (printer: Printer) =>
  ask(
    printer.id,
    () => api.post(`/api/printers/${printer.id}/drop`, {}),
    `Nothing waits for ${printer.name} any more`,
  );
