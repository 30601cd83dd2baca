import { Button, Icon } from "../../look";
import { now } from "../../staff/clock";
import { ageOf, ageText } from "../model/age";
import { tapTicket } from "../model/acts";
import { type Slip, stageOf } from "../model/slip";
import { bumpOf, carryOut, recall, unanswered } from "../state/acts";
import { ringing } from "../state/ears";
import { keysUsed, selected } from "../state/keyboard";
import { feed, station, tapAway, tookNotice } from "../state/store";
import { Line } from "./line";

export interface TicketProps {
  slip: Slip;
  nth: number;
  span: number;
}

export function TicketCard({ slip, nth, span }: TicketProps) {
  const limits = feed.state.value ?? { warn_minutes: 10, late_minutes: 20 };
  const age = ageOf(slip.fired_at, now.value, limits);
  const stage = stageOf(slip.lines);
  const leaves = bumpOf(slip.order_id) !== undefined;
  const classes = ["ticket", slip.cancelled ? "cancelled" : age.level, stage];
  if (leaves) classes.push("leaves");
  const rings = ringing.value.has(slip.order_id);
  if (rings) classes.push("rings");
  if (selected.value === slip.order_id) classes.push("selected");
  return (
    <article
      class={classes.join(" ")}
      data-order={slip.order_id}
      data-testid={`ticket-${slip.number}`}
      data-stage={slip.cancelled ? "cancelled" : stage}
      data-age={age.level}
      aria-label={`Order ${slip.number}, table ${slip.table_name}`}
      onClick={() => tookNotice(slip)}
    >
      <header class="ticket-head">
        {keysUsed.value && nth < 9 && <kbd>{nth + 1}</kbd>}
        <strong class="ticket-number num">{slip.number}</strong>
        <span class="ticket-table">
          <small>Table</small>
          {slip.table_name}
        </span>
        <span class="ticket-age">
          {age.word ? (
            <small>
              <Shape level={age.level} /> {age.word}
            </small>
          ) : (
            rings && <small>New</small>
          )}
          <span class="num">{ageText(age.minutes)}</span>
        </span>
      </header>
      <Flag slip={slip} />
      {slip.notes && <p class="ticket-notes">{slip.notes}</p>}
      <ul class="ticket-lines" style={{ columnCount: span }}>
        {slip.lines.map((line) => (
          <Line key={line.id} line={line} slip={slip} />
        ))}
      </ul>
      <Foot slip={slip} leaves={leaves} />
    </article>
  );
}

function Flag({ slip }: { slip: Slip }) {
  if (slip.cancelled) return <p class="ticket-flag">Cancelled: do not cook</p>;
  if (slip.changed) return <p class="ticket-flag">Changed: look again</p>;
  return null;
}

function Foot({ slip, leaves }: { slip: Slip; leaves: boolean }) {
  const { number, order_id } = slip;
  if (slip.cancelled) {
    return (
      <Button size="big" wide testid={`ticket-dismiss-${number}`} onClick={() => tapAway(slip)}>
        Seen, take it down
      </Button>
    );
  }
  if (leaves) {
    return (
      <Button
        size="big"
        wide
        class="undo"
        testid={`ticket-undo-${number}`}
        onClick={() => recall(order_id)}
      >
        Done · Undo
      </Button>
    );
  }
  const stage = stageOf(slip.lines);
  const sending = unanswered.value.some((act) => act.order_id === order_id);
  if (stage === "done") {
    return <p class="ticket-sending">{sending ? "Done · sending…" : "Done"}</p>;
  }
  const start = stage === "waiting";
  return (
    <Button
      size="big"
      wide
      kind={start ? "normal" : "primary"}
      class={start ? "start" : "done"}
      testid={start ? `ticket-start-${number}` : `ticket-done-${number}`}
      onClick={() => carryOut(tapTicket(slip, station.value), slip)}
    >
      {start ? (
        "Start"
      ) : (
        <>
          <Icon name="check" size="1.75rem" /> All done
        </>
      )}
    </Button>
  );
}

/** A triangle for "hurry", a filled octagon for "late": shapes that do not need colour. */
function Shape({ level }: { level: string }) {
  return (
    <svg viewBox="0 0 16 16" width="1em" height="1em" fill="currentColor" aria-hidden="true">
      <path d={level === "late" ? "M5 1h6l4 4v6l-4 4H5l-4-4V5z" : "M8 1l7.5 14H.5z"} />
    </svg>
  );
}
