import { signal } from "@preact/signals";
import { say } from "./words";

export interface Toast {
  id: number;
  text: string;
  bad?: boolean;
  undo?: () => void;
  /** The word on the button when it is not "Undo". */
  action?: string;
  /** How long it stays; as long as what it offers can be done. */
  ms?: number;
}

const shown = signal<Toast[]>([]);
let last = 0;

/** Shows a passing message; with `undo` it stays long enough to be pressed. */
export function toast(text: string, more: Omit<Toast, "id" | "text"> = {}): void {
  const id = ++last;
  shown.value = [...shown.value.slice(-2), { id, text, ...more }];
  setTimeout(() => dismiss(id), more.ms ?? (more.undo ? 7000 : 4000));
}

/** For when the page changes under them: an undo may no longer be possible. */
export function clearToasts(): void {
  shown.value = [];
}

function dismiss(id: number) {
  shown.value = shown.value.filter((one) => one.id !== id);
}

/** Put one of these at the end of each page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((one) => (
        <div key={one.id} class={one.bad ? "toast bad" : "toast"}>
          <p>{one.text}</p>
          {one.undo && (
            <button
              type="button"
              onClick={() => {
                dismiss(one.id);
                one.undo?.();
              }}
            >
              {one.action ?? say("undo")}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
