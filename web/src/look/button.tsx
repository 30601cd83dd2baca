import type { ComponentChildren, JSX } from "preact";
import { say } from "./words";

export interface ButtonProps {
  children: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  kind?: "primary" | "danger" | "plain" | "normal";
  size?: "normal" | "big";
  wide?: boolean;
  square?: boolean;
  disabled?: boolean;
  /** Shows a turning ring and refuses a second press; the width stays. */
  busy?: boolean;
  type?: "button" | "submit";
  label?: string;
  class?: string;
  autofocus?: boolean;
  /** A hook for the browser stories. */
  testid?: string | undefined;
}

export function Button(props: ButtonProps): JSX.Element {
  const { kind = "normal", size = "normal", busy = false, disabled = false } = props;
  const classes = ["btn", kind, size];
  if (props.wide) classes.push("wide");
  if (props.square) classes.push("square");
  if (props.class) classes.push(props.class);
  return (
    <button
      type={props.type ?? "button"}
      class={classes.join(" ")}
      disabled={disabled}
      aria-disabled={busy ? "true" : undefined}
      aria-label={props.label}
      data-autofocus={props.autofocus ? "" : undefined}
      data-testid={props.testid}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.(event);
      }}
    >
      {busy && <span class="spin" role="img" aria-label={say("working")} />}
      {props.children}
    </button>
  );
}
