import { useEffect, useState } from "preact/hooks";
import type { Table, TableCode } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Bone, Button, confirm, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { OwnerIcon } from "../parts/icons";

/** The table's code as it is printed, and the way to make a new one. */
export function Code({ table }: { table: Table }) {
  const [code, setCode] = useState<TableCode | ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  function load() {
    api.get<TableCode>(`/api/tables/${table.id}/code`).then(setCode, (problem) => {
      setCode(asApiError(problem));
    });
  }
  useEffect(load, [table.id]);

  async function rotate() {
    const sure = await confirm({
      title: `A new code for table ${table.name}?`,
      text: "The card printed for this table stops working at once, and so does every photograph of it. Guests who sit there now stay signed in. Print and place the new card before the next guests come.",
      yes: "Make a new code",
      no: "Keep the old one",
      danger: true,
    });
    if (!sure) return;
    setBusy(true);
    try {
      await api.post(`/api/tables/${table.id}/rotate-code`, {});
      toast(`Table ${table.name} has a new code. Print its card again.`);
      load();
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      setBusy(false);
    }
  }

  return (
    <div class="code">
      <div class="code-picture" data-testid="table-code">
        {code === null ? (
          <Bone height="9rem" width="9rem" />
        ) : "svg" in code ? (
          // Drawn by the box itself from the address below.
          <div
            role="img"
            aria-label={`Code of table ${table.name}`}
            dangerouslySetInnerHTML={{ __html: code.svg }}
          />
        ) : (
          <p class="small">{sorry(code)}</p>
        )}
      </div>
      <div class="stack tight grow">
        {code !== null && "url" in code ? (
          <a class="code-url small" href={code.url} target="_blank" rel="noopener">
            {code.url}
          </a>
        ) : (
          <Bone width="80%" />
        )}
        <p class="soft small">
          Whoever scans this orders for table {table.name}. If it was copied or misused, make a new
          one.
        </p>
        <div>
          <Button busy={busy} onClick={() => void rotate()} testid="rotate-code">
            <OwnerIcon name="turn" /> New code
          </Button>
        </div>
      </div>
    </div>
  );
}
