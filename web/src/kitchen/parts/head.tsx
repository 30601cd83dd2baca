import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { formatTime } from "../../app/i18n";
import { now } from "../../staff/clock";
import { ageOf, type Level, limitsOf } from "../model/age";
import type { Card } from "../model/card";
import { firstInSight, keysUsed } from "../state/selection";
import { feed } from "../state/store";
import { say } from "../words";
import { Shape } from "./shape";

/** Follows the clock, but only changes when the card turns. */
export function useLevel(card: Card): Level {
  const latest = useRef(card);
  latest.current = card;
  const level = useComputed(() => {
    const { fired_at, stations } = latest.current;
    return ageOf(fired_at, now.value, limitsOf(feed.state.value?.stations ?? [], stations)).level;
  });
  return level.value;
}

export interface HeadProps {
  card: Card;
  nth: number;
  rings: boolean;
  missed: boolean;
}

export function Head({ card, nth, rings, missed }: HeadProps) {
  const level = useLevel(card);
  const back = card.tickets.find((one) => one.recalled_at !== null);
  return (
    <header class="ticket-head">
      <KeyNumber nth={nth} />
      <strong class="ticket-number num">{card.number}</strong>
      <span class="ticket-table">
        <small>{card.course > 1 ? say("course", card.course) : say("table")}</small>
        {card.table_name}
      </span>
      <span class="ticket-age">
        <span class="ticket-words">
          {card.is_rush && <Word shape="rush" word={say("rush")} />}
          {missed && <Word shape="missed" word={say("missed")} />}
          {back && <Word shape="back" word={say("recalled")} />}
          {level !== "fresh" ? (
            <Word shape={level} word={say(level === "warn" ? "hurry" : "late")} />
          ) : (
            rings && !missed && <Word shape="new" word={say("new")} />
          )}
        </span>
        <Minutes card={card} />
      </span>
      {back && (
        <small class="ticket-back">
          {back.recalled_by} {formatTime(back.recalled_at ?? back.fired_at)}
        </small>
      )}
    </header>
  );
}

/** The number key that means this card, once somebody has used a key. */
export function KeyNumber({ nth }: { nth: number }) {
  const key = nth - firstInSight.value + 1;
  return keysUsed.value && key >= 1 && key <= 9 ? <kbd>{key}</kbd> : null;
}

function Word({ shape, word }: { shape: string; word: string }) {
  return (
    <small class={`word ${shape}`}>
      <Shape name={shape} /> {word}
    </small>
  );
}

/** The only thing on a card that is drawn again every minute. */
function Minutes({ card }: { card: Card }) {
  const since = useRef(card.fired_at);
  since.current = card.fired_at;
  const minutes = useComputed(() =>
    say("minutes", Math.max(0, Math.floor((now.value - Date.parse(since.current)) / 60_000))),
  );
  return <span class="num">{minutes}</span>;
}
