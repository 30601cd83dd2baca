import "./sheets.css";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Sheet } from "../../look";
import { sheet } from "../state/screen";

const STOPS = "button:not(:disabled),input";

export const close = () => (sheet.value = null);

/** A sheet over the board in which the arrow keys move, too: a bump bar has no Tab. */
export function Over({ title, children }: { title: string; children: ComponentChildren }) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const box = body.current;
      if (!by || !box) return;
      const typing = event.target instanceof HTMLInputElement;
      if (typing && (event.key === "ArrowLeft" || event.key === "ArrowRight")) return;
      const stops = [...box.querySelectorAll<HTMLElement>(STOPS)];
      const at = stops.indexOf(document.activeElement as HTMLElement);
      stops[Math.min(stops.length - 1, Math.max(0, at + by))]?.focus();
      event.preventDefault();
    };
    addEventListener("keydown", move);
    return () => removeEventListener("keydown", move);
  }, []);
  return (
    <Sheet title={title} onClose={close} wide>
      <div ref={body} class="k-sheet">
        {children}
      </div>
    </Sheet>
  );
}
