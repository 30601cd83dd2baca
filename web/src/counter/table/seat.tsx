import { useState } from "preact/hooks";
import type { Table } from "../../api/schema";
import { Button, Stepper } from "../../look";
import { busy, openSitting } from "../state/acts";

const USUAL = 8;

/** Seats guests with one tap on how many they are. */
export function Seat({ table }: { table: Table }) {
  const [many, setMany] = useState(USUAL + 1);
  const working = busy.value.has(`open-${table.id}`);
  const seat = (covers: number) => void openSitting(table.id, covers);
  return (
    <section class="seat">
      <h3>How many guests?</h3>
      <div class="seat-keys">
        {Array.from({ length: USUAL }, (_, at) => at + 1).map((covers) => (
          <button
            key={covers}
            type="button"
            disabled={working}
            class={covers > table.seats ? "num over" : "num"}
            data-testid={`seat-${covers}`}
            onClick={() => seat(covers)}
          >
            {covers}
          </button>
        ))}
      </div>
      <div class="row">
        <Stepper what="guests" value={many} min={USUAL + 1} max={99} onChange={setMany} />
        <Button class="grow" busy={working} onClick={() => seat(many)}>
          Seat {many} guests
        </Button>
      </div>
      <p class="soft small">
        Guests who scan the table's code open it themselves. You can correct the number later.
      </p>
    </section>
  );
}
