import type { Printer, PrinterSetting } from "../../api/schema";

export type PrinterDraft = Required<PrinterSetting>;

export const fresh = (isFirst: boolean): PrinterDraft => ({
  name: "",
  kind: "TCP",
  address: "",
  width: 80,
  stations: [],
  is_receipts: isFirst,
  opens_drawer: false,
  is_active: true,
});

export const draftOf = (printer: Printer): PrinterDraft => ({
  name: printer.name,
  kind: printer.kind,
  address: printer.address,
  width: printer.width,
  stations: printer.stations,
  is_receipts: printer.is_receipts,
  opens_drawer: printer.opens_drawer,
  is_active: printer.is_active,
});

const PORT = ":9100";

/** Nearly every printer listens at 9100: who leaves it out means that. */
export function tidied(draft: PrinterDraft): PrinterDraft {
  const address = draft.address.trim();
  const bare = draft.kind === "TCP" && address !== "" && !/:\d+$/.test(address);
  return { ...draft, name: draft.name.trim(), address: bare ? address + PORT : address };
}

export interface Problems {
  name?: string;
  address?: string;
}

export function problemsOf(draft: PrinterDraft, others: string[]): Problems {
  const { name, kind, address } = tidied(draft);
  const problems: Problems = {};
  if (!name) problems.name = "Give it a name, such as where it stands.";
  else if (others.includes(name)) problems.name = "Another printer has this name.";
  if (!address) problems.address = "Say where it is.";
  else if (kind === "TCP" && !/^[\w.[\]:-]+:\d{1,5}$/.test(address)) {
    problems.address = "An address and a port, such as 192.168.1.50:9100.";
  } else if (kind === "USB" && !/^\/dev\/(usb\/)?lp\d{1,2}$/.test(address)) {
    problems.address = "A printer’s device file, such as /dev/usb/lp0.";
  } else if (kind === "FILE" && !/^[\w-]{1,60}$/.test(address)) {
    problems.address = "Letters, digits, - and _, 60 at most.";
  }
  return problems;
}
