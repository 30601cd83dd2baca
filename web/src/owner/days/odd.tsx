import { useMemo, useState } from "preact/hooks";
import type { Mismatch } from "../../api/schema";
import { Bone, Button, Field, formatMoney, Sheet } from "../../look";
import { failureWords } from "../../staff/failure";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";
import { Loader } from "../parts/loader";
import { useSave } from "../parts/save";
import { books } from "./books";

interface OddProps {
  /** The attempt whose money it is. */
  id: string;
  onClose: () => void;
}

/** Money that came and was not what was asked for: no bill takes it; a manager says what became of it. */
export function OddSheet({ id, onClose }: OddProps) {
  const found = useMemo(
    () =>
      createLoaded(async () => {
        const { items } = await api.get<{ items: Mismatch[] }>("/api/payments/mismatches");
        return { odd: items.find((one) => one.attempt_id === id) };
      }),
    [id],
  );
  const odd = found.data.value?.odd;
  const title = odd
    ? `${formatMoney(odd.came_paise)} came for table ${odd.table_name}`
    : "A payment of another amount";
  return (
    <Sheet title={title} onClose={onClose}>
      <Loader from={found} bones={<Bone height="14rem" />}>
        {({ odd }) =>
          odd ? <Odd odd={odd} onClose={onClose} /> : <p>Somebody has seen to it already.</p>
        }
      </Loader>
    </Sheet>
  );
}

function Odd({ odd, onClose }: { odd: Mismatch; onClose: () => void }) {
  const [note, setNote] = useState("");
  const saving = useSave((body: object, key: string) =>
    api.post("/api/payments/mismatches", body, { key }),
  );
  async function resolve(how: "NOTED" | "GIVE_BACK" | "GIVEN_BACK") {
    const body = { attempt_id: odd.attempt_id, payment: odd.payment, how, note: note.trim() };
    if (!(await saving.run(body))) return;
    void books.load();
    onClose();
  }
  return (
    <div class="stack">
      <p>
        {formatMoney(odd.asked_paise)} was asked for, so no bill takes it. The payment company calls
        it <b class="num">{odd.payment}</b>.
        {odd.refund_state && ` Its way back: ${WAYS[odd.refund_state]}.`}
      </p>
      {odd.failure && <p class="note bad">{failureWords(odd.failure)}</p>}
      {odd.refund_state === "FAILED" ? (
        <Button
          kind="primary"
          wide
          busy={saving.busy}
          testid="odd-again"
          onClick={() => void resolve("GIVE_BACK")}
        >
          Ask the payment company again to give it back
        </Button>
      ) : (
        <Button
          kind="primary"
          wide
          busy={saving.busy}
          testid="odd-noted"
          onClick={() => void resolve("NOTED")}
        >
          Taken note of: it goes back by itself
        </Button>
      )}
      <Field
        label="Or given back elsewhere: how, and under which number"
        value={note}
        maxLength={200}
        testid="odd-note"
        onInput={setNote}
      />
      <Button
        wide
        disabled={note.trim() === ""}
        busy={saving.busy}
        testid="odd-back"
        onClick={() => void resolve("GIVEN_BACK")}
      >
        It was given back that way
      </Button>
      {saving.error && (
        <p class="note bad" role="alert">
          {sorry(saving.error)}
        </p>
      )}
    </div>
  );
}

const WAYS: Record<NonNullable<Mismatch["refund_state"]>, string> = {
  DUE: "not asked for yet",
  PENDING: "asked of the payment company",
  DONE: "done",
  FAILED: "failed",
  WITHDRAWN: "nothing goes back, for it never came",
};
