import { useState } from "preact/hooks";
import { Sheet } from "../../look";
import { PinPad } from "../../staff/pinpad";
import { people } from "../floor/people";
import { type Wanted, wanted } from "../state/agree";

/** A manager's word for one thing somebody else does: who they are, and their PIN. */
export function Agree() {
  const asked = wanted.value;
  return asked && <AgreeSheet key={asked.why} asked={asked} />;
}

function AgreeSheet({ asked }: { asked: Wanted }) {
  const managers = (people.value ?? [])
    .filter((one) => one.role === "OWNER" || one.role === "MANAGER")
    .map((one) => one.name);
  const [name, setName] = useState(managers[0] ?? "");
  return (
    <Sheet title="A manager agrees" onClose={() => asked.answer(null)}>
      <div class="stack" data-testid="agree">
        <p>{asked.why}</p>
        <div class="chips wrap">
          {managers.map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={one === name ? "true" : "false"}
              onClick={() => setName(one)}
            >
              {one}
            </button>
          ))}
        </div>
        <PinPad
          busy={false}
          problem=""
          lockedUntil={0}
          yes="Agree"
          onEnter={(pin) => asked.answer({ name, pin })}
        />
      </div>
    </Sheet>
  );
}
