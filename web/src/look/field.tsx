import type { JSX } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | undefined;
  type?: "text" | "tel" | "number" | "search" | "password" | "time" | "date";
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "search";
  placeholder?: string;
  autocomplete?: string;
  maxLength?: number;
  rows?: number;
  required?: boolean;
  hideLabel?: boolean;
  autofocus?: boolean;
  disabled?: boolean;
  /** A hook for the browser stories. */
  testid?: string | undefined;
}

/** A labelled input, or a textarea when `rows` is given; a mistake is said next to it. */
export function Field(props: FieldProps): JSX.Element {
  const id = useId();
  const about = props.wrong ? `${id}-wrong` : props.hint ? `${id}-hint` : undefined;
  const shared = {
    id,
    class: "input",
    value: props.value,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    required: props.required,
    disabled: props.disabled,
    "aria-invalid": props.wrong ? ("true" as const) : undefined,
    "aria-describedby": about,
    "data-autofocus": props.autofocus ? "" : undefined,
    "data-testid": props.testid,
  };
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "said" : undefined}>
        {props.label}
      </label>
      {props.rows ? (
        <textarea
          {...shared}
          rows={props.rows}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          // The DOM's types ask for a literal here.
          type={(props.type ?? "text") as "text"}
          inputMode={props.inputMode}
          autocomplete={props.autocomplete ?? "off"}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
      {props.wrong ? (
        <span id={`${id}-wrong`} class="wrong" role="alert">
          {props.wrong}
        </span>
      ) : props.hint ? (
        <span id={`${id}-hint`} class="hint">
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
