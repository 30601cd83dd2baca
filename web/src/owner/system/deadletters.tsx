import { useState } from "preact/hooks";
import type { DeadLetter } from "../../api/schema";
import { asApiError } from "../../app/api";
import { formatDay, formatTime } from "../../app/i18n";
import { Button, confirm, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { Panel } from "../parts/page";
import { followerWord } from "./followers";
import { letters, status } from "./stores";

export function DeadLetters({ items }: { items: DeadLetter[] }) {
  return (
    <Panel
      title="Given up"
      about="Tried many times without success. Try again when the cause is gone."
      flush
    >
      {items.length === 0 ? (
        <p class="soft inset">Nothing. Everything got where it was going.</p>
      ) : (
        <ul class="rows" data-testid="dead-letters">
          {items.map((one) => (
            <Letter key={one.id} letter={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What came of trying again; a reason when it stays in the list. */
interface Retried {
  done: boolean;
  reason: string | null;
}

function Letter({ letter }: { letter: DeadLetter }) {
  const [busy, setBusy] = useState(false);
  const path = `/api/ops/dead-letters/${letter.id}`;

  /** `what` says how it went. */
  async function act(what: () => Promise<string>) {
    setBusy(true);
    try {
      toast(await what());
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      await Promise.all([letters.load(), status.load()]);
      setBusy(false);
    }
  }

  const retry = () =>
    act(async () => {
      const { done, reason } = await api.post<Retried>(`${path}/retry`);
      return done ? "This time it went through" : `Again without success: ${reason ?? ""}`;
    });

  async function drop() {
    const sure = await confirm({
      title: "Drop it for good?",
      text: "It will never be sent. The order or bill it is about stays as it is.",
      yes: "Drop it",
      danger: true,
    });
    if (sure) await act(() => api.del(path).then(() => "Dropped"));
  }

  return (
    <li class="letter">
      <span class="grow">
        <strong>{letter.kind.replace(/_/g, " ")}</strong>
        <span class="soft small">
          {followerWord(letter.follower)}, fact {letter.seq}, {letter.tries} tries,{" "}
          {formatDay(letter.at)} {formatTime(letter.at)}
        </span>
        <span class="small error-line">{letter.reason}</span>
      </span>
      <span class="row">
        <Button busy={busy} testid="retry-letter" onClick={() => void retry()}>
          Try again
        </Button>
        <Button kind="danger" disabled={busy} testid="drop-letter" onClick={() => void drop()}>
          Drop
        </Button>
      </span>
    </li>
  );
}
