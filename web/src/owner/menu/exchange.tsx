import { useRef, useState } from "preact/hooks";
import type { Imported, Menu } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Button, toast } from "../../look";
import { api } from "../../staff/session";
import { download } from "../parts/download";
import { sorry } from "../parts/errors";
import { OwnerIcon } from "../parts/icons";
import { Panel } from "../parts/page";
import { countWords, type ImportError, importErrors, kindOf, MOST_BYTES } from "./file";
import { menu as store } from "./store";

export function Exchange({ menu }: { menu: Menu }) {
  const save = (kind: "csv" | "json") =>
    void download(`/api/menu/export?format=${kind}`, `menu.${kind}`);
  return (
    <div class="stack narrow">
      <Import />
      <Panel
        title="Export"
        about={`All ${menu.items.length} dishes as they stand now. The same file can be imported again.`}
      >
        <div class="row wrap">
          <Button onClick={() => save("csv")} testid="export-csv">
            <OwnerIcon name="download" /> CSV, for a spreadsheet
          </Button>
          <Button onClick={() => save("json")} testid="export-json">
            <OwnerIcon name="download" /> JSON, complete
          </Button>
        </div>
      </Panel>
    </div>
  );
}

type Result =
  | { state: "idle" }
  | { state: "busy"; name: string }
  | { state: "done"; name: string; counts: Imported }
  | { state: "failed"; name: string; error: ApiError };

function Import() {
  const [result, setResult] = useState<Result>({ state: "idle" });
  const picker = useRef<HTMLInputElement>(null);

  async function bring(file: File) {
    const kind = kindOf(file.name, file.type);
    if (!kind) return toast("A menu is a .csv or a .json file.", { bad: true });
    if (file.size > MOST_BYTES) return toast("This file is too large for a menu.", { bad: true });
    setResult({ state: "busy", name: file.name });
    try {
      const counts = await api.post<Imported>(`/api/menu/import?format=${kind}`, undefined, {
        raw: { body: file, type: kind === "csv" ? "text/csv" : "application/json" },
        timeoutMs: 30_000,
      });
      setResult({ state: "done", name: file.name, counts });
      await store.load();
    } catch (problem) {
      setResult({ state: "failed", name: file.name, error: asApiError(problem) });
    }
  }

  return (
    <Panel
      title="Import"
      about="Dishes from a spreadsheet (CSV) or a JSON file. Those that are there already are changed, new ones added, the rest stays. One mistake anywhere, and nothing is changed."
    >
      <div
        class="drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const file = event.dataTransfer?.files[0];
          if (file) void bring(file);
        }}
      >
        <p>Drop a file here, or</p>
        <Button
          busy={result.state === "busy"}
          onClick={() => picker.current?.click()}
          testid="choose-import"
        >
          <OwnerIcon name="upload" /> Choose a file
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".csv,.json,text/csv,application/json"
          hidden
          data-testid="import-file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // The same file may be chosen again once it is mended.
            event.currentTarget.value = "";
            if (file) void bring(file);
          }}
        />
      </div>
      <div role="status">
        {result.state === "done" && (
          <p class="note good" data-testid="import-done">
            {result.name} is in: {countWords(result.counts)}.
          </p>
        )}
        {result.state === "failed" && <Failed name={result.name} error={result.error} />}
      </div>
    </Panel>
  );
}

function Failed({ name, error }: { name: string; error: ApiError }) {
  const errors: ImportError[] = importErrors(error.details);
  if (errors.length === 0) return <p class="note bad">{sorry(error)}</p>;
  return (
    <div class="stack tight" data-testid="import-errors">
      <p class="note bad">
        Nothing was changed. {name} has{" "}
        {errors.length === 1 ? "a mistake" : `${errors.length} mistakes`}:
      </p>
      <div class="scroll">
        <table class="grid">
          <thead>
            <tr>
              <th scope="col" class="right slim">
                Line
              </th>
              <th scope="col" class="right slim">
                Column
              </th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {errors.map((one, at) => (
              <tr key={at}>
                <td class="right num">{one.line}</td>
                <td class="right num">{one.column}</td>
                <td>{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
