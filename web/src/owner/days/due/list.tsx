import { useState } from "preact/hooks";
import { Icon, Money } from "../../../look";
import { useLoaded } from "../../parts/load";
import { Panel } from "../../parts/page";
import { DueSheet } from "./sheet";
import { dueAgain } from "./store";
import { invoiceWords } from "./words";

/** Invoices that are due again and stand in no open day's way: `named` do. */
export function DueAgainList({ named }: { named: ReadonlySet<string> }) {
  useLoaded(dueAgain);
  const [seen, setSeen] = useState("");
  const known = dueAgain.data.value;
  const bills = (known?.items ?? []).filter((bill) => !named.has(bill.id));
  if (bills.length === 0 && !seen) return null;
  return (
    <Panel
      title="Invoices due again"
      about="A transfer of each never came. Take the money, or write it off."
      flush
    >
      <ul class="rows" data-testid="due-again">
        {bills.map((bill) => (
          <li key={bill.id}>
            <button
              type="button"
              class="row-button"
              data-testid={`due-again-${bill.table_name}`}
              onClick={() => setSeen(bill.id)}
            >
              <span class="grow">
                <strong>Table {bill.table_name}</strong>
                <span class="soft small">{invoiceWords(bill)}</span>
              </span>
              <Money paise={bill.due_paise} />
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
      {known?.next_cursor && (
        <p class="inset soft small">More are listed when these are put right.</p>
      )}
      {seen && <DueSheet id={seen} onClose={() => setSeen("")} />}
    </Panel>
  );
}
