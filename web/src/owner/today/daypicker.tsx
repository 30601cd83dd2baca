import { useId } from "preact/hooks";
import { Button, Icon } from "../../look";
import { readDay, shiftDay } from "./day";

export interface DayPickerProps {
  day: string;
  /** There are no numbers of tomorrow. */
  latest: string;
  onPick: (day: string) => void;
}

export function DayPicker({ day, latest, onPick }: DayPickerProps) {
  const id = useId();
  return (
    <div class="daypicker">
      <Button kind="plain" square label="The day before" onClick={() => onPick(shiftDay(day, -1))}>
        <Icon name="back" />
      </Button>
      <label for={id} class="said">
        Day
      </label>
      <input
        id={id}
        class="input"
        type="date"
        value={day}
        max={latest}
        data-testid="day"
        onChange={(event) => {
          const next = readDay(event.currentTarget.value, latest);
          if (next) onPick(next);
          else event.currentTarget.value = day;
        }}
      />
      <Button
        kind="plain"
        square
        label="The day after"
        disabled={day >= latest}
        onClick={() => onPick(shiftDay(day, 1))}
      >
        <Icon name="next" />
      </Button>
    </div>
  );
}
