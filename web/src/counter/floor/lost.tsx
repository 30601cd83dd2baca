import { useState } from "preact/hooks";
import { Button, Icon } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { type Unseen, whyUnseen } from "../model/delivery";
import { rest } from "../later";
import { feed } from "../state/store";
import { cooks } from "./people";

const SHOWN = 3;

/** Tickets that no kitchen screen has drawn: the one thing here that must never be overlooked. */
export function Lost() {
  const [printing, setPrinting] = useState<Unseen | null>(null);
  const delivery = feed.state.value?.delivery;
  const Paper = rest.value?.PaperSheet;
  const unseen = delivery?.unseen ?? [];
  if (!delivery || (unseen.length === 0 && !printing)) return null;
  return (
    <>
      {unseen.slice(0, SHOWN).map((one) => (
        <div key={one.ticket_id} class="lost" role="alert" data-testid={`lost-${one.number}`}>
          <Icon name="warn" size="2rem" />
          <p class="grow">
            <strong>
              {one.station} has not seen ticket {one.number} (table {one.table_name})
            </strong>
            <span class="small">
              <span class="num" aria-live="off">
                {elapsed(now.value - Date.parse(one.fired_at))}
              </span>{" "}
              ago. {whyUnseen(delivery, one.station)} {cooks()}
            </span>
          </p>
          <Button testid={`print-${one.number}`} onClick={() => setPrinting(one)}>
            Print it
          </Button>
        </div>
      ))}
      {unseen.length > SHOWN && (
        <p class="lost-more" role="status">
          and {unseen.length - SHOWN} more that no screen has drawn
        </p>
      )}
      {printing && Paper && <Paper unseen={printing} onClose={() => setPrinting(null)} />}
    </>
  );
}
