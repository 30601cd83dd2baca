import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Area, Floor, Place, Table } from "../../../api/schema";
import { Button, Icon, toast } from "../../../look";
import { api } from "../../../staff/session";
import { sorry } from "../../parts/errors";
import { useSave } from "../../parts/save";
import { floor } from "../store";
import { changes, clashes, COLS, type Draft, placeOf } from "./layout";
import { Piece } from "./piece";
import { PieceTools } from "./tools";

/** What is drawn but not saved survives a look at another page. */
export const draft = signal<Draft>({});
/** What was drawn before each stroke, to go back. */
const strokes = signal<Draft[]>([]);

export interface EditorProps {
  all: Floor;
  area: Area;
  onOpen: (table: Table) => void;
}

/** The floor of one area, to be drawn: tables are dragged, turned and made larger. */
export function PlanEditor({ all, area, onOpen }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState("");
  useEffect(() => setChosen(""), [area.id]);
  const tables = all.tables
    .filter((table) => table.area_id === area.id)
    .sort((a, b) => a.number - b.number);
  const clashing = new Set(
    clashes(tables, draft.value)
      .flat()
      .map((table) => table.id),
  );
  const one = tables.find((table) => table.id === chosen);

  function place(table: Table, next: Place) {
    strokes.value = [...strokes.value.slice(-49), draft.value];
    draft.value = { ...draft.value, [table.id]: next };
  }
  return (
    <div class="plan-editor">
      <div class="plan-above">
        {one ? (
          <PieceTools
            table={one}
            place={placeOf(one, draft.value)}
            onPlace={(next) => place(one, next)}
            onOpen={() => onOpen(one)}
          />
        ) : (
          <p class="soft small plan-hint">
            Drag a table to where it stands. Tap it for its size and shape; with keys: arrows move
            it, shift and arrows make it larger.
          </p>
        )}
      </div>
      <div class="plan-scroll">
        <div
          class="plan-floor"
          ref={box}
          data-testid="plan-floor"
          onPointerDown={(event) => event.target === event.currentTarget && setChosen("")}
        >
          {tables.map((table) => (
            <Piece
              key={table.id}
              table={table}
              place={placeOf(table, draft.value)}
              chosen={table.id === chosen}
              clashing={clashing.has(table.id)}
              cell={() => (box.current?.clientWidth ?? COLS) / COLS}
              onChoose={() => setChosen(table.id)}
              onPlace={(next) => place(table, next)}
              onOpen={() => onOpen(table)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Says what is not saved, and what stands in the way of saving. */
export function PlanSaveBar({ all }: { all: Floor }) {
  const saving = useSave(async (tables: ReturnType<typeof changes>) => {
    const saved = await api.put<Floor>("/api/floor/layout", { tables });
    floor.change(() => saved);
  });
  const moved = changes(all.tables, draft.value);
  const wrong = clashes(all.tables, draft.value);
  if (moved.length === 0) return null;
  const forget = () => {
    draft.value = {};
    strokes.value = [];
    saving.forgive();
  };
  async function save() {
    if (!(await saving.run(moved))) return;
    forget();
    toast("The floor is saved. Every counter draws it like this.");
  }
  const [first] = wrong;
  return (
    <div class="save-bar" role="region" aria-label="Unsaved floor">
      <p class="grow" role={first || saving.error ? "alert" : undefined} data-testid="plan-says">
        {first
          ? `Tables ${first[0].name} and ${first[1].name} stand on each other.`
          : saving.error
            ? sorry(saving.error)
            : moved.length === 1
              ? "1 table was moved"
              : `${moved.length} tables were moved`}
      </p>
      <Button
        kind="plain"
        square
        label="Undo the last move"
        disabled={strokes.value.length === 0}
        onClick={() => {
          draft.value = strokes.value[strokes.value.length - 1] ?? {};
          strokes.value = strokes.value.slice(0, -1);
        }}
      >
        <Icon name="back" />
      </Button>
      <Button kind="plain" onClick={forget}>
        Discard
      </Button>
      <Button
        kind="primary"
        busy={saving.busy}
        disabled={wrong.length > 0}
        testid="save-plan"
        onClick={() => void save()}
      >
        Save
      </Button>
    </div>
  );
}
