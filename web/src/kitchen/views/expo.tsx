import "./views.css";
import { useRef } from "preact/hooks";
import { Button, Empty, Icon } from "../../look";
import { lang } from "../../app/i18n";
import { now } from "../../staff/clock";
import { ageOf, limitsOf } from "../model/age";
import type { ExpoCard, ExpoLine } from "../model/expo";
import { useSize } from "../parts/board";
import { KeyNumber } from "../parts/head";
import { type Hung, Rail } from "../parts/rail";
import { Shape } from "../parts/shape";
import { fireNext, isUnderWay, rush } from "../state/acts";
import { atThePass, deedHere, sendOut } from "../state/pass";
import { choice } from "../state/screen";
import { feed } from "../state/store";
import { say } from "../words";
import { tell } from "./words";

/** One card for each order, with all its stations: what can go out is green. */
export default function Expo() {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const all = atThePass.value;
  return (
    <div class="x-area" ref={area} data-testid="expo">
      {all.length > 0
        ? size.height > 0 && (
            <Rail
              items={all.map(hang)}
              size={size}
              draw={(nth, span) => {
                const card = all[nth];
                return card && <Order key={card.id} card={card} nth={nth} span={span} />;
              }}
            />
          )
        : feed.state.value?.orders &&
          feed.trust.value === "fresh" && (
            <Empty
              icon="check"
              title={tell(choice.value.view === "pass" ? "nothingPassed" : "nothingGoes")}
            />
          )}
    </div>
  );
}

function hang(card: ExpoCard): Hung {
  const extras = card.lines.filter(
    (line) => line.modifiers.length + line.special_instructions.length,
  );
  const guess = 190 + 38 * card.lines.length + 30 * extras.length + 66 * card.held.length;
  return { key: card.id, number: card.number, guess, shape: `${guess}` };
}

function Order({ card, nth, span }: { card: ExpoCard; nth: number; span: number }) {
  const deed = deedHere.value;
  const names = card.stations.map((one) => one.name);
  const age = ageOf(card.fired_at, now.value, limitsOf(feed.state.value?.stations ?? [], names));
  const classes = ["x-card", card.complete ? "complete" : age.level];
  if (card.is_rush) classes.push("rush");
  const waits = card.stations.filter((one) => one.done < one.of).map((one) => one.name);
  const under = isUnderWay(card.id);
  const next = card.held[0];
  return (
    <article
      class={classes.join(" ")}
      data-card={card.id}
      data-testid={`expo-${card.number}`}
      data-complete={card.complete ? "yes" : "no"}
    >
      <header class="x-head">
        <KeyNumber nth={nth} />
        <strong class="ticket-number num">{card.number}</strong>
        <span class="ticket-table">
          <small>{say("table")}</small>
          {card.table_name}
        </span>
        <span class="ticket-age">
          {card.complete ? (
            <small class="word">
              <Icon name="check" size="1.25em" /> {tell("ready")}
            </small>
          ) : (
            age.level !== "fresh" && (
              <small class="word">
                <Shape name={age.level} /> {say(age.level === "warn" ? "hurry" : "late")}
              </small>
            )
          )}
          <span class="num">{say("minutes", age.minutes)}</span>
        </span>
      </header>
      <ul class="x-stations">
        {card.stations.map(({ name, done, of }) => (
          <li key={name} class={done === of ? "ready" : ""}>
            {done === of ? <Icon name="check" size="1em" /> : <i aria-hidden="true" />} {name}{" "}
            <span class="num">
              {done}/{of}
            </span>
          </li>
        ))}
      </ul>
      {card.notes && <p class="ticket-notes">{card.notes}</p>}
      <ul class="x-lines" data-flows style={{ columnCount: span }}>
        {card.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      {next !== undefined && (
        <p class="held">
          <span>{card.held.map((course) => say("waits", course)).join(", ")}</span>
          <button type="button" disabled={under} onClick={() => fireNext(card.id, next)}>
            {say("fire")}
          </button>
        </p>
      )}
      <div class="ticket-foot">
        <Button
          class={card.is_rush ? "start on" : "start"}
          label={say("rush")}
          onClick={() => rush({ order_id: card.id, is_rush: card.is_rush })}
        >
          <Shape name="rush" />
        </Button>
        {card.complete ? (
          <Button
            class="done"
            busy={under}
            testid={`${deed}-${card.number}`}
            onClick={() => sendOut(card)}
          >
            <Icon name="check" size="1.75rem" /> {tell(deed)}
          </Button>
        ) : (
          <p class="x-waits">
            {waits.length > 2
              ? tell("waitsForMany", waits.length)
              : tell("waitsFor", waits.join(", "))}
          </p>
        )}
      </div>
    </article>
  );
}

function Line({ line }: { line: ExpoLine }) {
  const name = lang.value === "hi" && line.name_local ? line.name_local : line.name;
  const extras = [...line.modifiers, line.special_instructions].filter(Boolean);
  return (
    <li class={line.state}>
      <span class="num">{line.quantity}</span>
      <span class="grow">
        {name} {line.variant_name && <em>{line.variant_name}</em>}
        {extras.length > 0 && <small>{extras.join(" · ")}</small>}
        {line.seat !== null && <small>{say("seat", line.seat)}</small>}
      </span>
      {line.state === "cooking" ? null : <Icon name="check" size="1em" />}
    </li>
  );
}
