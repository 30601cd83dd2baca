import { useEffect, useState } from "preact/hooks";
import type { Sitting, Table } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, confirm, Icon, Stepper } from "../../look";
import { now } from "../../staff/clock";
import { minutes } from "../model/glance";
import { busy, closeSitting, setCovers } from "../state/acts";
import { newPin } from "../state/moves";
import { leadingTable } from "../state/store";
import { go } from "../state/where";
import { Moves } from "./moves";

export interface SittingCardProps {
  table: Table;
  sitting: Sitting;
  /** Nothing that counts was ordered. */
  empty: boolean;
}

/** Who sits there, since when, how many, with which PIN; and what can be done with them. */
export function SittingCard({ table, sitting, empty }: SittingCardProps) {
  const names = sitting.guests.map((guest) => guest.name).filter(Boolean);
  const by = sitting.opened_by === "guest" ? "opened by a guest" : `seated by ${sitting.opened_by}`;
  return (
    <section class="sitting-card">
      <Joined table={table} sitting={sitting} />
      <div class="row">
        <div class="grow">
          <strong>Since {formatTime(sitting.opened_at)}</strong>{" "}
          <span class="soft small num">
            {minutes(sitting.opened_at, now.value)} min, {by}
          </span>
          {names.length > 0 && <p class="small">{names.join(", ")}</p>}
        </div>
        <Covers sitting={sitting} />
      </div>
      <Pin table={table} sitting={sitting} />
      <Moves table={table} sitting={sitting} ordered={!empty} />
      {empty && !sitting.merged_into && <Leave sitting={sitting} />}
    </section>
  );
}

function Joined({ table, sitting }: { table: Table; sitting: Sitting }) {
  if (sitting.merged_into) {
    const leader = leadingTable(table);
    return (
      <button
        type="button"
        class="joined-bar"
        data-testid="go-leader"
        onClick={() => go({ at: "table", table: leader.id })}
      >
        <span class="grow">
          Joined to <strong>table {leader.name}</strong>: one bill, paid there.
        </span>
        <Icon name="next" />
      </button>
    );
  }
  if (sitting.merged.length === 0) return null;
  return (
    <div class="joined-list">
      {sitting.merged.map((one) => (
        <button
          key={one.sitting_id}
          type="button"
          class="joined-bar"
          data-testid={`joined-${one.table_name}`}
          onClick={() => go({ at: "table", table: one.table_id })}
        >
          <span class="grow">
            With <strong>table {one.table_name}</strong> on this bill
          </span>
          <Icon name="next" />
        </button>
      ))}
    </div>
  );
}

function Covers({ sitting }: { sitting: Sitting }) {
  const [covers, setShown] = useState(sitting.covers);
  useEffect(() => setShown(sitting.covers), [sitting.covers]);
  return (
    <Stepper
      what="guests"
      value={covers}
      min={1}
      max={99}
      onChange={(next) => {
        setShown(next);
        void setCovers(sitting, next).then((done) => {
          if (!done) setShown(sitting.covers);
        });
      }}
    />
  );
}

function Pin({ table, sitting }: { table: Table; sitting: Sitting }) {
  const pin = sitting.pin ?? table.pin;
  if (!pin) return null;
  async function change() {
    const sure = await confirm({
      title: `A new PIN for table ${table.name}?`,
      text: "Phones that sit there stay. Who joins from now on needs the new one.",
      yes: "New PIN",
    });
    if (sure) await newPin(table);
  }
  return (
    <div class="row pin-row">
      <span class="grow">
        <span class="soft small">PIN for their phones</span>{" "}
        <strong class="num pin" data-testid="table-pin">
          {pin}
        </strong>
      </span>
      <Button
        kind="plain"
        busy={busy.value.has(`pin-${table.id}`)}
        testid="new-pin"
        onClick={() => void change()}
      >
        New PIN
      </Button>
    </div>
  );
}

function Leave({ sitting }: { sitting: Sitting }) {
  async function leave() {
    const sure = await confirm({
      title: `Have the guests of table ${sitting.table_name} left?`,
      text: "Nothing was ordered. The table becomes free.",
      yes: "Yes, free the table",
    });
    if (sure && (await closeSitting(sitting))) go({ at: "floor" });
  }
  return (
    <Button
      wide
      testid="close-sitting"
      busy={busy.value.has(`close-${sitting.id}`)}
      onClick={() => void leave()}
    >
      They left: free the table
    </Button>
  );
}
