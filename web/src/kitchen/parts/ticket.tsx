import { Button, Icon } from "../../look";
import { type Card, isFood, isOpen, stageOf } from "../model/card";
import { bump, fireNext, isUnderWay, leaving, start, undo, undoable } from "../state/acts";
import { ringing } from "../state/ears";
import { missed } from "../state/missed";
import { keysUsed, place, select } from "../state/selection";
import { say } from "../words";
import { ChangeRow } from "./change";
import { Head, useLevel } from "./head";
import { Line } from "./line";

export interface TicketProps {
  card: Card;
  nth: number;
  span: number;
}

export function TicketCard({ card, nth, span }: TicketProps) {
  const level = useLevel(card);
  const stage = stageOf(card.lines);
  const leaves = leaving.value.has(card.key);
  const rings = ringing.value.has(card.key);
  const chosen = place.value?.card === card.key;
  const classes = ["ticket", level, stage];
  if (leaves) classes.push("leaves");
  if (rings) classes.push("rings");
  if (card.is_rush) classes.push("rush");
  if (chosen) classes.push("selected");
  const wasMissed = missed.value?.open.some((id) => card.tickets.some((one) => one.id === id));
  return (
    <article
      class={classes.join(" ")}
      data-card={card.key}
      data-testid={`ticket-${card.number}`}
      data-stage={stage}
      data-age={level}
      data-stations={card.stations.join(" ")}
      aria-label={say("order", card.number, card.table_name)}
      onPointerDown={() => place.value && select(undefined)}
    >
      <Head card={card} nth={nth} rings={rings} missed={wasMissed ?? false} />
      {card.notes && <p class="ticket-notes">{card.notes}</p>}
      {card.changes.map((change) => (
        <ChangeRow key={change.id} change={change} keyed={chosen && keysUsed.value} />
      ))}
      <ul class="ticket-lines" data-flows style={{ columnCount: span }}>
        {card.lines.filter(isFood).map((line) => (
          <Line key={line.key} line={line} card={card} fixed={leaves} />
        ))}
      </ul>
      <Around card={card} />
      <Foot card={card} leaves={leaves} />
    </article>
  );
}

/** What happens to the same order outside this card. */
function Around({ card }: { card: Card }) {
  const next = card.held[0];
  if (card.elsewhere.length === 0 && next === undefined) return null;
  return (
    <div class="ticket-around">
      {card.elsewhere.map(({ station, done, of }) => (
        <p key={station} class={done === of ? "elsewhere ready" : "elsewhere"}>
          <span>{say("also", station)}</span>
          <span class="num">
            {done === of ? <Icon name="check" size="1em" /> : null} {done}/{of}
          </span>
        </p>
      ))}
      {next !== undefined && (
        <p class="held">
          <span>
            <Pause /> {card.held.map((course) => say("waits", course)).join(", ")}
          </span>
          <button
            type="button"
            data-testid={`fire-${card.number}`}
            disabled={isUnderWay(card.order_id)}
            onClick={() => fireNext(card.order_id, next)}
          >
            {say("fire")}
          </button>
        </p>
      )}
    </div>
  );
}

function Foot({ card, leaves }: { card: Card; leaves: boolean }) {
  const { number } = card;
  if (leaves) {
    const mine = undoable.value?.key === card.key;
    return (
      <div class="ticket-foot gone">
        <Icon name="check" size="1.75rem" /> {say("done")}
        {mine && (
          <button type="button" data-testid={`ticket-undo-${number}`} onClick={undo}>
            {say("undo")}
          </button>
        )}
      </div>
    );
  }
  if (!card.lines.some(isOpen)) {
    return card.changes.length > 0 ? null : <p class="ticket-foot gone">{say("sending")}</p>;
  }
  const stage = stageOf(card.lines);
  return (
    <div class="ticket-foot">
      {stage === "waiting" && (
        <Button class="start" testid={`ticket-start-${number}`} onClick={() => start(card)}>
          {say("start")}
        </Button>
      )}
      <Button class="done" testid={`ticket-done-${number}`} onClick={() => bump(card)}>
        <Icon name="check" size="1.75rem" /> {say("done")}
      </Button>
    </div>
  );
}

const Pause = () => (
  <svg viewBox="0 0 16 16" width="0.8em" height="0.8em" fill="currentColor" aria-hidden="true">
    <path d="M2 1h4v14H2zM10 1h4v14h-4z" />
  </svg>
);
