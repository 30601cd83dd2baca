import { useState } from "preact/hooks";
import type { Order, OrderLine } from "../../api/schema";
import { Button, Field, Sheet, Stepper } from "../../look";
import { MANAGERS, may } from "../../staff/session";
import { isFired, leastOf, wanted } from "../model/courses";
import { busy } from "../state/acts";
import { changeLine, type LineChange } from "../state/kitchen";
import { SeatAndCourse } from "../take/seat-course";
import { CANCEL_REASONS, ReasonPicker } from "./reason";

export interface ChangeLineProps {
  order: Order;
  line: OrderLine;
  onClose: () => void;
}

/** More, fewer, none, or otherwise. After firing it asks why, and the cook has to say yes. */
export function ChangeLine({ order, line, onClose }: ChangeLineProps) {
  const before = wanted(line);
  const [quantity, setQuantity] = useState(before);
  const [note, setNote] = useState(line.special_instructions);
  const [course, setCourse] = useState(line.course);
  const [seat, setSeat] = useState(line.seat);
  const [reason, setReason] = useState("");
  const fired = isFired(line);
  const least = leastOf(line, may(...MANAGERS)) ?? before;
  const fewer = quantity < before;
  const asks = fired && fewer;
  const change: LineChange = {
    ...(quantity === before ? {} : { quantity }),
    ...(note.trim() === line.special_instructions ? {} : { special_instructions: note.trim() }),
    ...(course === line.course ? {} : { course }),
    ...(seat === line.seat ? {} : { seat }),
  };
  const nothing = Object.keys(change).length === 0;

  async function save() {
    const body = reason.trim() ? { ...change, reason: reason.trim() } : change;
    if (await changeLine(order, line.id, body)) onClose();
  }
  return (
    <Sheet
      title={`${line.name} ${line.variant_name}`.trim()}
      onClose={onClose}
      foot={
        <Button
          size="big"
          wide
          kind={quantity === 0 ? "danger" : "primary"}
          disabled={nothing || (asks && !reason.trim())}
          busy={busy.value.has(`line-${line.id}`)}
          testid="change-line"
          onClick={() => void save()}
        >
          {quantity === 0 ? "Call it off" : asks && !reason.trim() ? "Say why" : "Change it"}
        </Button>
      }
    >
      <div class="stack">
        <div class="row apart">
          <span>
            <strong>How many</strong>
            <span class="soft small block num">
              {quantity === before ? `${before} ordered` : `${before} before`}
            </span>
          </span>
          <Stepper what={line.name} value={quantity} min={least} onChange={setQuantity} />
        </div>
        {least > 0 && (
          <p class="soft small">It is being cooked: only a manager can take it back.</p>
        )}
        <SeatAndCourse
          course={course}
          seat={seat}
          seats={12}
          onCourse={fired ? undefined : setCourse}
          onSeat={setSeat}
        />
        <Field
          label="Note for the kitchen"
          value={note}
          maxLength={200}
          testid="change-note"
          onInput={setNote}
        />
        {asks && <ReasonPicker reason={reason} reasons={CANCEL_REASONS} onReason={setReason} />}
        {fired && !nothing && (
          <p class="order-notes">
            {line.stations.map((one) => one.name).join(" and ")} must confirm it. Until then it
            stands here as not confirmed.
          </p>
        )}
      </div>
    </Sheet>
  );
}
