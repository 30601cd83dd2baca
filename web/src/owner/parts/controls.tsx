import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

export interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  /** Said to those who cannot see what it stands beside. */
  label: string;
  disabled?: boolean;
  testid?: string;
}

export function Switch({ on, onChange, label, disabled, testid }: SwitchProps): JSX.Element {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={on ? "true" : "false"}
      aria-label={label}
      disabled={disabled}
      data-testid={testid}
      onClick={() => onChange(!on)}
    >
      <span />
    </button>
  );
}

export interface Option<K extends string> {
  key: K;
  label: ComponentChildren;
}

export interface ChoiceProps<K extends string> {
  label: string;
  options: Option<K>[];
  value: K;
  onChange: (key: K) => void;
  hideLabel?: boolean;
  testid?: string;
}

/** One of a few, all of them in sight. */
export function Choice<K extends string>(props: ChoiceProps<K>): JSX.Element {
  const name = useId();
  return (
    <fieldset class="field" data-testid={props.testid}>
      <legend class={props.hideLabel ? "said" : "label"}>{props.label}</legend>
      <div class="choice">
        {props.options.map(({ key, label }) => (
          <label key={key}>
            <input
              type="radio"
              name={name}
              value={key}
              checked={props.value === key}
              onChange={() => props.onChange(key)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface SelectProps<K extends string> {
  label: string;
  options: { key: K; label: string }[];
  value: K;
  onChange: (key: K) => void;
  hint?: string;
  hideLabel?: boolean;
  disabled?: boolean;
  testid?: string;
}

/** One of many. */
export function Select<K extends string>(props: SelectProps<K>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "said" : undefined}>
        {props.label}
      </label>
      <select
        id={id}
        class="input select"
        value={props.value}
        disabled={props.disabled}
        data-testid={props.testid}
        onChange={(event) => props.onChange(event.currentTarget.value as K)}
      >
        {props.options.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      {props.hint && <span class="hint">{props.hint}</span>}
    </div>
  );
}

export interface CheckProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ComponentChildren;
  testid?: string;
}

/** A pill that is on or off; several may be on. */
export function Check({ on, onChange, children, testid }: CheckProps): JSX.Element {
  return (
    <label class="check" data-testid={testid}>
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
