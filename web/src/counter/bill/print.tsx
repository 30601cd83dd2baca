import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { Button, Icon } from "../../look";
import { canPrint, readPrinters } from "../../staff/print";
import { busy } from "../state/acts";
import { printBill } from "../state/print";

/** On the house's printer; not there where none is set up. */
export function PrintBill({ bill, word }: { bill: Bill; word: string }) {
  useEffect(readPrinters, []);
  if (!canPrint()) return null;
  return (
    <Button
      busy={busy.value.has(`print-${bill.id}`)}
      testid="print-bill"
      onClick={() => void printBill(bill)}
    >
      {word}
    </Button>
  );
}

/** An invoice or credit note: to look at, as a file, and on paper. */
export function Documents({ path, children }: { path: string; children?: ComponentChildren }) {
  return (
    <div class="documents">
      <a class="btn" href={path} target="_blank" rel="noopener" data-testid="receipt-link">
        <Icon name="bill" /> Receipt
      </a>
      <a class="btn" href={`${path}.pdf`} target="_blank" rel="noopener" data-testid="pdf-link">
        PDF
      </a>
      {children}
    </div>
  );
}
