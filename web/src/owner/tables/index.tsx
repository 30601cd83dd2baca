import { useState } from "preact/hooks";
import type { Area, Floor, Table } from "../../api/schema";
import { Badge, Bone, Button, Empty, Icon } from "../../look";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { AreaSheet } from "./areasheet";
import { Cards } from "./cards";
import { floor, rooms, seatsWord } from "./store";
import { TableSheet } from "./tablesheet";

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
  return (
    <div class="stack" data-testid="floor">
      {rooms(all).map(({ area, tables }) => (
        <section key={area.id} class="area">
          <div class="row apart">
            <h2>
              {area.name} <span class="soft small num">{tables.length}</span>
            </h2>
            <Button kind="plain" onClick={() => onOpen({ area })} label={`Edit ${area.name}`}>
              <Icon name="edit" /> Edit
            </Button>
          </div>
          <ul class="table-tiles">
            {tables.map((table) => (
              <li key={table.id}>
                <TableTile table={table} onOpen={() => onOpen({ table })} />
              </li>
            ))}
            <li>
              <button
                type="button"
                class="table-tile add"
                onClick={() => onOpen({ newIn: area })}
                data-testid="add-table"
              >
                <Icon name="plus" />
                <span class="small">Add a table</span>
              </button>
            </li>
          </ul>
        </section>
      ))}
    </div>
  );
}

function TableTile({ table, onOpen }: { table: Table; onOpen: () => void }) {
  return (
    <button
      type="button"
      class={table.is_active ? "table-tile" : "table-tile off"}
      onClick={onOpen}
      data-testid="table-tile"
    >
      <span class="said">Table </span>
      <strong>{table.name}</strong>
      {table.is_active ? (
        <span class="soft small">{table.sitting ? "guests now" : seatsWord(table.seats)}</span>
      ) : (
        <Badge>not in use</Badge>
      )}
    </button>
  );
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
