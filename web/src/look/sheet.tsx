import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "./button";
import { Icon } from "./icons";
import { say } from "./words";

const FOCUSABLE =
  'a[href],button:not(:disabled),input:not(:disabled),select,textarea,[tabindex]:not([tabindex="-1"])';

export interface SheetProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  foot?: ComponentChildren;
  wide?: boolean;
  /** An alertdialog is not closed by a tap beside it. */
  alert?: boolean;
}

/** Dialogs may lie on each other; keys are for the one on top. */
const open: HTMLElement[] = [];

/** A dialog: a bottom sheet on a phone, centred on wider screens. Keeps the focus inside. */
export function Sheet({ title, onClose, children, foot, wide, alert }: SheetProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const scroll = document.body.style.overflow;
    document.body.style.overflow = "hidden";
    const mine = box.current;
    if (!mine) return;
    open.push(mine);
    (mine.querySelector<HTMLElement>("[data-autofocus]") ?? mine).focus();

    // On the document: the focus may have been on something that has gone since.
    function onKeyDown(event: KeyboardEvent) {
      if (!mine || open[open.length - 1] !== mine) return;
      if (event.key === "Escape") close.current();
      if (event.key === "Tab") keepFocusIn(mine, event);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      open.splice(open.indexOf(mine), 1);
      document.body.style.overflow = scroll;
      before?.focus?.({ preventScroll: true });
    };
  }, []);

  return (
    <div
      class="veil"
      onClick={(event) => {
        if (event.target === event.currentTarget && !alert) onClose();
      }}
    >
      <div
        ref={box}
        class={wide ? "sheet wide" : "sheet"}
        role={alert ? "alertdialog" : "dialog"}
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
      >
        <div class="sheet-head">
          <h2 id={id}>{title}</h2>
          <Button kind="plain" square label={say("close")} onClick={onClose}>
            <Icon name="close" />
          </Button>
        </div>
        <div class="sheet-body">{children}</div>
        {foot && <div class="sheet-foot">{foot}</div>}
      </div>
    </div>
  );
}

function keepFocusIn(box: HTMLElement, event: KeyboardEvent) {
  const all = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const first = all[0];
  const last = all[all.length - 1];
  if (!first || !last) return;
  const at = document.activeElement;
  if (!box.contains(at)) {
    event.preventDefault();
    first.focus();
    return;
  }
  if (event.shiftKey && (at === first || at === box)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}
