import { Money } from "../../look";
import { dueAgain } from "../state/due";
import { go } from "../state/where";

/** Invoices a transfer of which never came: they are paid once more. */
export function DueAgain() {
  const bills = dueAgain.value;
  if (bills.length === 0) return null;
  return (
    <section class="payments" data-testid="due-again">
      <h3>Due again</h3>
      <p class="soft small">A transfer of each never came. Take its money another way.</p>
      <ul>
        {bills.map((bill) => (
          <li key={bill.id}>
            <button
              type="button"
              class="part"
              data-testid={`due-again-${bill.table_name}`}
              onClick={() => go({ at: "due", bill: bill.id })}
            >
              <span class="grow">
                <strong>Table {bill.table_name}</strong>
                <small class="soft num">{bill.invoice?.number}</small>
              </span>
              <Money paise={bill.due_paise} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
