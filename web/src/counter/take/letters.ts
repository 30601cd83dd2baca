import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** On a keyboard, a letter or digit typed anywhere goes to the search field. */
export function useLettersFocus(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    // A phone's keyboard would hide the dishes; a real one is there to be used at once.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
    function onKey(event: KeyboardEvent) {
      const typing =
        event.target instanceof Element && event.target.closest("input,textarea,select");
      const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (typing || !alone || !/^[\p{L}\p{N}]$/u.test(event.key)) return;
      if (document.querySelector('[role="dialog"],[role="alertdialog"]')) return;
      // The focus moves before the letter lands: it is the first one of the search.
      field.current?.focus();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
