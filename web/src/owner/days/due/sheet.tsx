import { useMemo, useState } from "preact/hooks";
import type { Bill } from "../../../api/schema";
import { Bone, Button, confirm, Field, formatMoney, Sheet, toast } from "../../../look";
import { api } from "../../../staff/session";
import { sorry } from "../../parts/errors";
import { createLoaded } from "../../parts/load";
import { Loader } from "../../parts/loader";
import { useSave } from "../../parts/save";
import { books } from "../books";
import { dueAgain } from "./store";
import { invoiceWords, LOST_REASONS, missingOf } from "./words";

interface DueProps {
  /** The bill. */
  id: string;
  onClose: () => void;
}

/** An invoice a payment of which never came: its money is taken at the till, or it is lost. */
export function DueSheet({ id, onClose }: DueProps) {
  const found = useMemo(
    () => createLoaded(() => api.get<Bill>(`/api/bills/${id}`), ["bill"]),
    [id],
  );
  const bill = found.data.value;
  const title = bill
    ? `${formatMoney(bill.due_paise)} due again, table ${bill.table_name}`
    : "An invoice due again";
  return (
    <Sheet title={title} onClose={onClose}>
      <Loader from={found} bones={<Bone height="16rem" />}>
        {(bill) =>
          bill.due_paise > 0 ? (
            <Due bill={bill} onClose={onClose} />
          ) : (
            <p class="note good">Nothing is due of it any more.</p>
          )
        }
      </Loader>
    </Sheet>
  );
}

function Due({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const sum = formatMoney(bill.due_paise);
  const saving = useSave((body: object, key: string) =>
    api.post<Bill>(`/api/bills/${bill.id}/write-off`, body, { key }),
  );

  async function writeOff() {
    const sure = await confirm({
      title: `Write off ${sum}?`,
      text:
        `Nobody will be asked for it any more. It stands in today’s Z report as lost: “${reason.trim()}”.` +
        " Should it be paid after all, it is taken back.",
      yes: `Write off ${sum}`,
      danger: true,
    });
    if (!sure || !(await saving.run({ reason: reason.trim() }))) return;
    toast(`${sum} is written off`);
    void books.load();
    void dueAgain.load();
    onClose();
  }

  return (
    <div class="stack">
      <p class="num soft">{invoiceWords(bill)}</p>
      <ul>
        {missingOf(bill).map((one) => (
          <li key={one.id}>
            <span class="num">{one.words}</span>, never came.
          </li>
        ))}
      </ul>
      <a class="btn primary wide" href={`/counter#due/${bill.id}`} data-testid="due-pay">
        Take the money at the till
      </a>
      <hr class="hairline" />
      <div>
        <h3>Or write it off</h3>
        <p class="soft small">Nobody will pay it. Why?</p>
      </div>
      <div class="due-reasons">
        {LOST_REASONS.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={reason === one ? "true" : "false"}
            onClick={() => setReason(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <Field
        label="Reason"
        placeholder="Why? Others will read it."
        value={reason}
        maxLength={120}
        testid="write-off-reason"
        onInput={setReason}
      />
      <Button
        kind="danger"
        wide
        disabled={reason.trim() === ""}
        busy={saving.busy}
        testid="write-off"
        onClick={() => void writeOff()}
      >
        Write it off
      </Button>
      {saving.error && (
        <p class="note bad" role="alert">
          {sorry(saving.error)}
        </p>
      )}
    </div>
  );
}
