import { useRef } from "preact/hooks";
import type { OrderLine } from "../../api/schema";
import { DietMark, Icon } from "../../look";
import { tapLine } from "../model/acts";
import type { Slip } from "../model/slip";
import { bumpOf, carryOut } from "../state/acts";
import { localNames } from "../state/store";

/** Wet fingers bounce: a second tap this soon is the same tap. */
const BOUNCE_MS = 350;

const STATE_WORDS: Record<string, string> = {
  FIRED: "waiting",
  COOKING: "started",
  DONE: "done",
  SERVED: "served",
  VOIDED: "cancelled",
};

export function Line({ line, slip }: { line: OrderLine; slip: Slip }) {
  const tapped = useRef(0);
  const fixed = slip.cancelled || line.status === "VOIDED" || bumpOf(slip.order_id) !== undefined;
  const name = (localNames.value && line.name_local) || line.name;

  function tap() {
    const at = performance.now();
    if (at - tapped.current < BOUNCE_MS) return;
    tapped.current = at;
    const intent = tapLine(slip, line);
    if (intent) carryOut(intent, slip);
  }

  const words = (
    <>
      <span class="line-quantity num">{line.quantity}</span>
      <span class="line-words">
        <span class="line-name">
          <DietMark diet={line.diet} size="0.8em" /> {name}{" "}
          {line.variant_name && <em>{line.variant_name}</em>}
        </span>
        {line.modifiers.map((one) => (
          <span class="line-modifier" key={one.name}>
            {one.name}
          </span>
        ))}
        {line.special_instructions && (
          <strong class="line-special">{line.special_instructions}</strong>
        )}
      </span>
      <span class="line-state">
        {line.status === "COOKING" && <span class="flame" />}
        {line.status === "DONE" && <Icon name="check" size="1.75rem" />}
        <span class="said">{STATE_WORDS[line.status]}</span>
      </span>
    </>
  );
  return (
    <li class={`line ${line.status.toLowerCase()}`} data-testid={`line-${line.id}`}>
      {fixed ? (
        <div class="line-tap">{words}</div>
      ) : (
        <button type="button" class="line-tap" onClick={tap}>
          {words}
        </button>
      )}
    </li>
  );
}
