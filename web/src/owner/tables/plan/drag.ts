import { useRef, useState } from "preact/hooks";
import type { Place } from "../../../api/schema";
import { moved, resized } from "./layout";

interface Hold {
  x: number;
  y: number;
  from: Place;
  what: "move" | "resize";
}

export interface Drag {
  /** Follows the finger while it is down. */
  place: Place;
  active: boolean;
  begin: (event: PointerEvent, what: Hold["what"]) => void;
  follow: (event: PointerEvent) => void;
  end: () => void;
}

/** Drags in whole cells; `done` is told once, when the finger is lifted somewhere else. */
export function useDrag(place: Place, cell: () => number, done: (place: Place) => void): Drag {
  const hold = useRef<Hold | null>(null);
  const [at, setAt] = useState<Place | null>(null);
  return {
    place: at ?? place,
    active: at !== null,
    begin(event, what) {
      if (event.button !== 0) return;
      event.stopPropagation();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      hold.current = { x: event.clientX, y: event.clientY, from: place, what };
      setAt(place);
    },
    follow(event) {
      const now = hold.current;
      if (!now) return;
      const dx = Math.round((event.clientX - now.x) / cell());
      const dy = Math.round((event.clientY - now.y) / cell());
      setAt(now.what === "move" ? moved(now.from, dx, dy) : resized(now.from, dx, dy));
    },
    end() {
      if (!hold.current) return;
      hold.current = null;
      if (at && JSON.stringify(at) !== JSON.stringify(place)) done(at);
      setAt(null);
    },
  };
}
