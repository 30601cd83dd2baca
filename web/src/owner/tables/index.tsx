import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Area, Floor, Table } from "../../api/schema";
import { Bone, Button, Empty, Icon, Tabs } from "../../look";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { AreaSheet } from "./areasheet";
import { Cards } from "./cards";
import { PlanEditor, PlanSaveBar } from "./plan/editor";
import { floor, rooms } from "./store";
import { TableSheet } from "./tablesheet";

/** The area looked at. */
const shown = signal("");

type Open = { table: Table } | { newIn: Area } | { area: Area | null } | null;

export function TablesPage() {
  const [open, setOpen] = useState<Open>(null);
  return (
    <OwnerPage
      title="Tables"
      about="Each table has a code of its own; guests scan it to order there."
      actions={
        <Button onClick={() => setOpen({ area: null })} testid="add-area">
          <Icon name="plus" /> Add an area
        </Button>
      }
    >
      <Loader from={floor} bones={<Bones />}>
        {(all) => (
          <div class="stack">
            <Plan all={all} onOpen={setOpen} />
            {all.tables.length > 0 && <Cards all={all} />}
            <PlanSaveBar all={all} />
            {open && "table" in open && (
              <TableSheet all={all} table={open.table} onClose={() => setOpen(null)} />
            )}
            {open && "newIn" in open && (
              <TableSheet all={all} table={null} area={open.newIn} onClose={() => setOpen(null)} />
            )}
            {open && "area" in open && (
              <AreaSheet area={open.area} all={all} onClose={() => setOpen(null)} />
            )}
          </div>
        )}
      </Loader>
    </OwnerPage>
  );
}

function Plan({ all, onOpen }: { all: Floor; onOpen: (open: Open) => void }) {
  if (all.areas.length === 0) {
    return (
      <Empty
        title="No tables yet"
        action={
          <Button kind="primary" onClick={() => onOpen({ area: null })}>
            Add an area
          </Button>
        }
      >
        Begin with an area, such as “Dining room”, then put its tables in.
      </Empty>
    );
  }
  const drawn = rooms(all);
  const room = drawn.find((one) => one.area.id === shown.value) ?? drawn[0];
  if (!room) return null;
  const { area, tables } = room;
  return (
    <section class="panel area stack tight" data-testid="floor">
      <div class="row apart">
        <Tabs
          label="Areas"
          tabs={drawn.map((one) => ({ key: one.area.id, label: one.area.name }))}
          current={area.id}
          onSelect={(key) => (shown.value = key)}
        />
        <Button kind="plain" onClick={() => onOpen({ area })} label={`Rules of ${area.name}`}>
          <Icon name="edit" /> <span class="wide-only">Name and rules</span>
        </Button>
      </div>
      <div class="row apart wrap">
        <p class="soft small">
          {tables.length === 1 ? "1 table" : `${tables.length} tables`}, {seats(tables)} seats
        </p>
        <Button onClick={() => onOpen({ newIn: area })} testid="add-table">
          <Icon name="plus" /> Add a table
        </Button>
      </div>
      {tables.length > 0 ? (
        <PlanEditor all={all} area={area} onOpen={(table) => onOpen({ table })} />
      ) : (
        <Empty title={`No tables in ${area.name} yet`}>Add the first; then drag it.</Empty>
      )}
    </section>
  );
}

function seats(tables: Table[]): number {
  return tables.filter((one) => one.is_active).reduce((sum, one) => sum + one.seats, 0);
}

function Bones() {
  return (
    <div class="stack">
      {[1, 2, 3].map((bone) => (
        <Bone key={bone} height="9rem" />
      ))}
    </div>
  );
}
