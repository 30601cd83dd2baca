import { useRef } from "preact/hooks";
import { lang } from "../../app/i18n";
import { DietMark, Icon } from "../../look";
import type { Card, CardLine } from "../model/card";
import { tap } from "../state/acts";
import { sheet } from "../state/screen";
import { lineInHand, place } from "../state/selection";
import { say } from "../words";

/** Wet fingers bounce: a second tap this soon is the same tap. */
const BOUNCE_MS = 350;
const HOLD_MS = 550;
const SLIP_PX = 12;

export function Line({ line, card, fixed }: { line: CardLine; card: Card; fixed: boolean }) {
  const touch = useTouch(
    () => tap(card, line),
    () => {
      lineInHand.value = { card, line };
      sheet.value = "line";
    },
  );
  const chosen = place.value?.line === line.key ? " chosen" : "";
  return (
    <li
      class={`line ${line.status.toLowerCase()}${chosen}`}
      data-testid={`line-${line.id}`}
      data-line={line.key}
    >
      {fixed ? (
        <div class="line-tap">
          <Words line={line} card={card} />
        </div>
      ) : (
        <button type="button" class="line-tap" {...touch}>
          <Words line={line} card={card} />
        </button>
      )}
    </li>
  );
}

/** A tap, or a finger that stays: what it means is decided when it is lifted or time is up. */
function useTouch(tapped: () => void, held: () => void) {
  const last = useRef(-BOUNCE_MS);
  const down = useRef<{ x: number; y: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const was = useRef(false);
  const drop = () => {
    clearTimeout(timer.current);
    down.current = null;
  };
  return {
    onPointerDown(event: PointerEvent) {
      was.current = false;
      down.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        was.current = true;
        held();
      }, HOLD_MS);
    },
    onPointerMove(event: PointerEvent) {
      const from = down.current;
      if (!from) return;
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLIP_PX) drop();
    },
    onPointerUp: drop,
    onPointerCancel: drop,
    onPointerLeave: drop,
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      if (was.current) return;
      drop();
      was.current = true;
      held();
    },
    onClick() {
      const at = performance.now();
      if (was.current || at - last.current < BOUNCE_MS) return;
      last.current = at;
      tapped();
    },
  };
}

function Words({ line, card }: { line: CardLine; card: Card }) {
  const local = lang.value === "hi" && line.name_local !== "";
  const marks = [
    card.stations.length > 1 ? line.station : "",
    line.seat === null ? "" : say("seat", line.seat),
    line.guest_name,
  ].filter(Boolean);
  const word =
    line.status === "DONE" ? "cooked" : line.status === "COOKING" ? "started" : "waiting";
  return (
    <>
      <span class="line-quantity num">{line.quantity}</span>
      <span class="line-words">
        <span class="line-name">
          <DietMark diet={line.diet} size="0.8em" /> {local ? line.name_local : line.name}{" "}
          {line.variant_name && <em>{line.variant_name}</em>}
          {marks.length > 0 && <span class="line-marks"> {marks.join(" · ")}</span>}
        </span>
        {line.modifiers.map((one) => (
          <span class="line-modifier" key={one}>
            {one}
          </span>
        ))}
        {line.special_instructions && (
          <strong class="line-special">{line.special_instructions}</strong>
        )}
        {line.elsewhere.map((one) => (
          <span class="line-elsewhere" key={one.station}>
            {say("also", one.station)} {one.status === "DONE" ? "✓" : ""}
          </span>
        ))}
      </span>
      <span class="line-state">
        {line.status === "COOKING" && <span class="flame" />}
        {line.status === "DONE" && <Icon name="check" size="1.75rem" />}
        <span class="said">{say(word)}</span>
      </span>
    </>
  );
}
