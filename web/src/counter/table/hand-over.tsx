import type { Sitting } from "../../api/schema";
import { Button, Sheet } from "../../look";
import { FLOOR, session } from "../../staff/session";
import { people } from "../floor/people";
import { handOver } from "../state/moves";

/** One tap on a name. */
export function HandOver({ sitting, onClose }: { sitting: Sitting; onClose: () => void }) {
  const me = session.value?.staff.name;
  const names = (people.value ?? []).filter((one) => FLOOR.includes(one.role));
  const others = names.map((one) => one.name).filter((name) => name !== me);
  const all = me ? [me, ...others] : others;
  return (
    <Sheet title={`Who looks after table ${sitting.table_name}?`} onClose={onClose}>
      <div class="stack tight">
        {all.map((name) => (
          <Button
            key={name}
            size="big"
            wide
            kind={name === sitting.waiter ? "primary" : "normal"}
            testid={`hand-${name}`}
            onClick={() => {
              onClose();
              void handOver(sitting, name);
            }}
          >
            {name === me ? `${name} (you)` : name}
          </Button>
        ))}
        {sitting.waiter && (
          <Button
            kind="plain"
            wide
            onClick={() => {
              onClose();
              void handOver(sitting, null);
            }}
          >
            Nobody in particular
          </Button>
        )}
      </div>
    </Sheet>
  );
}
