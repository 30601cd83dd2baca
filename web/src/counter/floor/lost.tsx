import { useState } from "preact/hooks";
import { Button, Icon } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { type Unseen, whyUnseen } from "../model/delivery";
import { rest } from "../later";
import { feed } from "../state/store";
import { cooks } from "./people";

const SHOWN = 2;

/** Tickets that no kitchen screen has drawn: the one thing here that must never be overlooked. */
export function Lost() {
  const [printing, setPrinting] = useState<Unseen | null>(null);
  const delivery = feed.state.value?.delivery;
  const Paper = rest.value?.PaperSheet;
  const unseen = delivery?.unseen ?? [];
  if (!delivery || (unseen.length === 0 && !printing)) return null;
  return (
    <>
      {unseen.length > 0 && (
        <section class="lost" role="alert" data-testid="lost">
          <Icon name="warn" size="2rem" />
          <div class="grow">
            {unseen.slice(0, SHOWN).map((one) => (
              <div key={one.ticket_id} class="lost-row" data-testid={`lost-${one.number}`}>
                <strong class="grow">
                  {one.station} has not seen ticket {one.number} (table {one.table_name}){" "}
                  <span class="num" aria-live="off">
                    {elapsed(now.value - Date.parse(one.fired_at))}
                  </span>
                </strong>
                <Button
                  label={`Print ticket ${one.number} for ${one.station}`}
                  testid={`print-${one.number}`}
                  onClick={() => setPrinting(one)}
                >
                  Print
                </Button>
              </div>
            ))}
            <p class="small">
              {unseen.length > SHOWN && `And ${unseen.length - SHOWN} more. `}
              {whyUnseen(delivery)} {cooks()}
            </p>
          </div>
        </section>
      )}
      {printing && Paper && <Paper unseen={printing} onClose={() => setPrinting(null)} />}
    </>
  );
}
