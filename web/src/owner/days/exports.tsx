import { useState } from "preact/hooks";
import { Button, Field } from "../../look";
import { download } from "../parts/download";
import { OwnerIcon } from "../parts/icons";
import { Panel } from "../parts/page";
import { monthOf, spanError } from "./span";

/** What goes to the accountant: from one day to another, both included. */
export function Exports({ today }: { today: string }) {
  const [from, setFrom] = useState(monthOf(today));
  const [to, setTo] = useState(today);
  const wrong = spanError(from, to, today);
  const [busy, setBusy] = useState("");
  async function get(what: string) {
    setBusy(what);
    const name = `${what}-${from}-to-${to}.csv`;
    await download(`/api/reports/${what}.csv?from=${from}&to=${to}`, name);
    setBusy("");
  }
  const file = (what: string, word: string) => (
    <Button
      busy={busy === what}
      disabled={wrong !== ""}
      testid={`export-${what}`}
      onClick={() => void get(what)}
    >
      <OwnerIcon name="download" /> {word}
    </Button>
  );
  return (
    <Panel
      title="For the accountant"
      about="GSTR-1 by the dates on the papers; the journal by business day, debits equal credits."
    >
      <div class="report-span">
        <Field label="From" type="date" value={from} testid="span-from" onInput={setFrom} />
        <Field label="To" type="date" value={to} testid="span-to" onInput={setTo} />
        {file("gstr1", "GSTR-1")}
        {file("journal", "Journal")}
      </div>
      {wrong && (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      )}
    </Panel>
  );
}
