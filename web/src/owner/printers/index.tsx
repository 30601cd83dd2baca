import { useEffect, useState } from "preact/hooks";
import type { Printer } from "../../api/schema";
import { Badge, Bone, Button, Empty, Icon } from "../../look";
import { OwnerIcon } from "../parts/icons";
import { Loader } from "../parts/loader";
import { OwnerPage, Panel } from "../parts/page";
import { Over, Waiting } from "./queue";
import { PrinterSheet } from "./sheet";
import { asking, type Printing, printing, testPage } from "./store";
import { dutyWords, KINDS, standing } from "./words";

/** A print changes without a word from the box: it is looked for. */
const LOOK_AGAIN_MS = 4_000;

/** Printers, and what they still have to print. */
export function PrintersPage() {
  const [open, setOpen] = useState<Printer | "new" | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void printing.load();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const all = printing.data.value?.printers ?? [];
  return (
    <OwnerPage
      title="Printers"
      about="A dead printer holds nothing up: its prints wait, and come out once."
      actions={
        <Button kind="primary" testid="add-printer" onClick={() => setOpen("new")}>
          <Icon name="plus" /> Add a printer
        </Button>
      }
    >
      <Loader from={printing} bones={<Bone height="20rem" />}>
        {(known) => <Known known={known} onOpen={setOpen} />}
      </Loader>
      {open && (
        <PrinterSheet
          all={all}
          printer={open === "new" ? null : (all.find((one) => one.id === open.id) ?? open)}
          onClose={() => setOpen(null)}
        />
      )}
    </OwnerPage>
  );
}

function Known({ known, onOpen }: { known: Printing; onOpen: (printer: Printer) => void }) {
  const { printers, waiting, over } = known;
  if (printers.length === 0) {
    return (
      <Empty icon="bill" title="No printer is set up">
        Tickets show on the kitchen’s screens and receipts open on phones. Add a thermal printer of
        58 or 80 mm to have them on paper as well.
      </Empty>
    );
  }
  return (
    <div class="stack">
      {waiting.length > 0 && <Waiting jobs={waiting} printers={printers} />}
      <Panel title="Printers" flush>
        <ul class="rows" data-testid="printer-list">
          {printers.map((one) => (
            <Row key={one.id} printer={one} onOpen={onOpen} />
          ))}
        </ul>
      </Panel>
      {over.length > 0 && <Over jobs={over} />}
    </div>
  );
}

function Row({ printer, onOpen }: { printer: Printer; onOpen: (printer: Printer) => void }) {
  const { tone, word } = standing(printer);
  return (
    <li class="printer" data-testid={`printer-${printer.name}`}>
      <button type="button" class="row-button" onClick={() => onOpen(printer)}>
        <OwnerIcon name="print" size="1.75rem" />
        <span class="grow">
          <strong class={printer.is_active ? undefined : "soft"}>{printer.name}</strong>{" "}
          <Badge tone={tone}>{word}</Badge>
          <span class="soft small">
            {KINDS[printer.kind].word} {printer.address}, {printer.width} mm · {dutyWords(printer)}
          </span>
          {printer.error && <span class="small printer-error">{printer.error}</span>}
        </span>
      </button>
      <Button
        busy={asking.value.has(printer.id)}
        disabled={!printer.is_active}
        testid={`test-${printer.name}`}
        onClick={() => void testPage(printer)}
      >
        Test
      </Button>
    </li>
  );
}
