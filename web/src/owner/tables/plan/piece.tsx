import type { Place, Table } from "../../../api/schema";
import { useDrag } from "./drag";
import { COLS, moved, resized, ROWS } from "./layout";

export interface PieceProps {
  table: Table;
  place: Place;
  chosen: boolean;
  clashing: boolean;
  /** Pixels of a cell, as the floor is drawn now. */
  cell: () => number;
  onChoose: () => void;
  onPlace: (place: Place) => void;
  onOpen: () => void;
}

const STEPS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A table on the drawing: dragged, moved with the arrow keys, made larger with shift and arrows. */
export function Piece(props: PieceProps) {
  const { table, place, chosen, clashing, cell, onChoose, onPlace, onOpen } = props;
  const drag = useDrag(place, cell, onPlace);
  const { x, y, w, h, shape } = drag.place;
  const classes = ["piece", shape.toLowerCase()];
  if (chosen) classes.push("chosen");
  if (clashing) classes.push("clash");
  if (drag.active) classes.push("held");
  if (!table.is_active) classes.push("off");

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (event.key === "Enter") return onOpen();
    if (!step) return;
    event.preventDefault();
    const [dx, dy] = step;
    onPlace(event.shiftKey ? resized(place, dx, dy) : moved(place, dx, dy));
  }
  const percent = (part: number, of: number) => `${(part / of) * 100}%`;
  return (
    <div
      class={classes.join(" ")}
      style={{
        left: percent(x, COLS),
        top: percent(y, ROWS),
        width: percent(w, COLS),
        height: percent(h, ROWS),
      }}
    >
      <button
        type="button"
        class="piece-body"
        aria-pressed={chosen ? "true" : "false"}
        aria-label={`Table ${table.name}, ${table.seats} seats, column ${x + 1}, row ${y + 1}, ${w} by ${h}`}
        data-testid={`piece-${table.name}`}
        onPointerDown={(event) => {
          onChoose();
          drag.begin(event, "move");
        }}
        onPointerMove={drag.follow}
        onPointerUp={drag.end}
        onPointerCancel={drag.end}
        onFocus={onChoose}
        onDblClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <strong>{table.name}</strong>
        <span class="piece-seats num">{table.seats}</span>
      </button>
      {chosen && (
        <span
          class="piece-handle"
          data-testid="piece-handle"
          aria-hidden="true"
          onPointerDown={(event) => drag.begin(event, "resize")}
          onPointerMove={drag.follow}
          onPointerUp={drag.end}
          onPointerCancel={drag.end}
        />
      )}
    </div>
  );
}
