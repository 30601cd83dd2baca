import { Icon } from "./icons";
import { say } from "./words";

export interface StepperProps {
  value: number;
  onChange: (value: number) => void;
  /** What is being counted, for those who hear the page. */
  what: string;
  min?: number;
  max?: number;
}

export function Stepper({ value, onChange, what, min = 1, max = 50 }: StepperProps) {
  return (
    <div class="stepper" role="group" aria-label={what}>
      <button
        type="button"
        aria-label={say("less", what)}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon name={min === 0 && value === 1 ? "bin" : "minus"} />
      </button>
      <output class="num" aria-live="polite">
        {value}
      </output>
      <button
        type="button"
        aria-label={say("more", what)}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
