import { useEffect, useState } from "preact/hooks";
import type { AuditEntry, AuditPage } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { formatTime } from "../../app/i18n";
import { Bone, Button, Empty, ErrorState, Field, Loading } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { day } from "./day";
import { AUDIT_WORDS } from "./numbers";

/** Who did what, when, from which device: the newest first, page by page. */
export function AuditList() {
  const shown = day();
  const [items, setItems] = useState<AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");

  async function read(before: AuditEntry[], cursor: number | null) {
    setBusy(true);
    setError(null);
    try {
      const from = cursor === null ? "" : `&cursor=${cursor}`;
      const page = await api.get<AuditPage>(`/api/reports/audit?day=${shown}&limit=100${from}`);
      setItems([...before, ...page.items]);
      setNext(page.next_cursor);
    } catch (problem) {
      setError(asApiError(problem));
    } finally {
      setBusy(false);
    }
  }
  useEffect(() => {
    setItems(null);
    void read([], null);
  }, [shown]);

  if (items === null) {
    if (!error) {
      return (
        <Loading>
          <Bone height="20rem" />
        </Loading>
      );
    }
    return (
      <ErrorState title="The list cannot be shown now" onRetry={() => void read([], null)}>
        {sorry(error)}
      </ErrorState>
    );
  }
  if (items.length === 0) {
    return (
      <Empty icon="clock" title="Nothing happened yet">
        Everything the kitchen and the floor do on this day is written down here.
      </Empty>
    );
  }
  const found = items.filter((one) => fits(one, words));
  return (
    <div class="stack">
      <Field
        label="Find in the list"
        hideLabel
        type="search"
        placeholder="A name, a table, a station, “recalled”"
        value={words}
        onInput={setWords}
        testid="audit-find"
      />
      {found.length === 0 && <Empty icon="search" title="Nothing like that in what is shown" />}
      <ul class="panel flush rows" data-testid="audit-list">
        {found.map((one) => (
          <Entry key={one.seq} one={one} />
        ))}
      </ul>
      {error && (
        <p class="note bad" role="alert">
          {sorry(error)}
        </p>
      )}
      {next !== null && (
        <Button busy={busy} onClick={() => void read(items, next)}>
          Show earlier ones
        </Button>
      )}
    </div>
  );
}

function Entry({ one }: { one: AuditEntry }) {
  const about = [
    one.number !== null && `order ${one.number}`,
    one.table_name && `table ${one.table_name}`,
    one.station,
    one.detail,
  ].filter(Boolean);
  return (
    <li class="leak">
      <span class="soft small num">{formatTime(one.at)}</span>
      <span class="grow">
        <strong>{one.by}</strong> {AUDIT_WORDS[one.what] ?? one.what.toLowerCase()}{" "}
        {about.join(" · ")}
        <span class="soft small block">{one.device || "device not named"}</span>
      </span>
    </li>
  );
}

function fits(one: AuditEntry, words: string): boolean {
  const said = AUDIT_WORDS[one.what] ?? "";
  const all = [one.by, said, one.station, one.table_name, one.detail, one.device, one.number]
    .join(" ")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
