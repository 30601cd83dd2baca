import { useState } from "preact/hooks";
import type { AcceptMode, Area, Floor, Table } from "../../api/schema";
import { Button, Field, Sheet, Stepper, toast } from "../../look";
import { api } from "../../staff/session";
import { Select, Switch } from "../parts/controls";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { Code } from "./code";
import { nextName, putTable } from "./store";

export interface TableSheetProps {
  all: Floor;
  table: Table | null;
  /** Where a new one stands. */
  area?: Area;
  onClose: () => void;
}

type Body = Pick<Table, "area_id" | "name" | "seats"> & {
  is_active?: boolean;
  accept_mode?: AcceptMode | null;
};

const ACCEPTS: { key: AcceptMode | ""; label: string }[] = [
  { key: "", label: "as its area says" },
  { key: "AUTOMATIC", label: "goes straight to the kitchen" },
  { key: "GRACE", label: "can be taken back for a moment" },
  { key: "APPROVAL", label: "waits for the counter's yes" },
];

export function TableSheet({ all, table, area, onClose }: TableSheetProps) {
  const [form, setForm] = useState<Body>({
    area_id: table?.area_id ?? area?.id ?? all.areas[0]?.id ?? "",
    name: table?.name ?? nextName(all.tables),
    seats: table?.seats ?? 4,
    ...(table && { is_active: table.is_active, accept_mode: table.accept_mode }),
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Body>) => setForm({ ...form, ...part });
  const saving = useSave(async (body: Body, key) => {
    if (table) putTable(await api.patch<Table>(`/api/tables/${table.id}`, body));
    else putTable(await api.post<Table>("/api/tables", body, { key }));
  });
  const taken = all.tables.some(
    (one) => one.id !== table?.id && one.is_active && one.name === form.name.trim(),
  );
  const wrong = !form.name.trim()
    ? "A table needs a name or number."
    : taken
      ? "Another table has this name; bills could be mixed up."
      : undefined;

  async function save() {
    setTried(true);
    if (wrong || !(await saving.run({ ...form, name: form.name.trim() }))) return;
    toast(table ? `Table ${form.name.trim()} is saved` : `Table ${form.name.trim()} is added`);
    onClose();
  }

  return (
    <Sheet
      title={table ? `Table ${table.name}` : "A new table"}
      onClose={onClose}
      foot={
        <Button kind="primary" wide busy={saving.busy} onClick={save} testid="save-table">
          {table ? "Save" : "Add"}
        </Button>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {table && table.is_active && <Code table={table} />}
        <div class="pair">
          <Field
            label="Name or number"
            value={form.name}
            onInput={(name) => set({ name })}
            wrong={tried ? wrong : undefined}
            maxLength={20}
            autofocus={table === null}
            testid="table-name"
          />
          <Select
            label="Area"
            options={all.areas.map((one) => ({ key: one.id, label: one.name }))}
            value={form.area_id}
            onChange={(area_id) => set({ area_id })}
            testid="table-area"
          />
        </div>
        <div class="row apart">
          <span class="label">Seats</span>
          <Stepper value={form.seats} onChange={(seats) => set({ seats })} what="seat" max={40} />
        </div>
        {table && (
          <Select<AcceptMode | "">
            label="A guest's order from here"
            options={ACCEPTS}
            value={form.accept_mode ?? ""}
            onChange={(mode) => set({ accept_mode: mode || null })}
            testid="table-accept"
          />
        )}
        {table && (
          <div class="row apart">
            <span>
              <span class="label">In use</span>
              <span class="soft small block">
                {table.sitting
                  ? "Guests sit here now."
                  : "Switched off, its code tells guests to ask for another table."}
              </span>
            </span>
            <Switch
              on={form.is_active ?? true}
              onChange={(is_active) => set({ is_active })}
              label="In use"
              testid="table-active"
            />
          </div>
        )}
        {saving.error && (
          <p class="note bad" role="alert">
            {sorry(saving.error)}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
