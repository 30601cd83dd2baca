import type { Place, Shape, Table } from "../../../api/schema";
import { Button, Icon } from "../../../look";
import { Choice } from "../../parts/controls";
import { OwnerIcon } from "../../parts/icons";
import { moved, reshaped, resized, turned } from "./layout";

const SHAPES: { key: Shape; label: string }[] = [
  { key: "SQUARE", label: "Square" },
  { key: "ROUND", label: "Round" },
  { key: "LONG", label: "Long" },
];

export interface PieceToolsProps {
  table: Table;
  place: Place;
  onPlace: (place: Place) => void;
  onOpen: () => void;
}

/** What can be done with the chosen table, without dragging. */
export function PieceTools({ table, place, onPlace, onOpen }: PieceToolsProps) {
  const step = (label: string, icon: "back" | "next" | "up" | "down", dx: number, dy: number) => (
    <Button square label={label} onClick={() => onPlace(moved(place, dx, dy))}>
      {icon === "back" || icon === "next" ? <Icon name={icon} /> : <OwnerIcon name={icon} />}
    </Button>
  );
  return (
    <div class="plan-tools" data-testid="plan-tools">
      <strong>Table {table.name}</strong>
      <Choice
        label="Shape"
        hideLabel
        options={SHAPES}
        value={place.shape}
        onChange={(shape) => onPlace(reshaped(place, shape))}
      />
      <div class="row" role="group" aria-label="Where it stands">
        {step("To the left", "back", -1, 0)}
        {step("Up", "up", 0, -1)}
        {step("Down", "down", 0, 1)}
        {step("To the right", "next", 1, 0)}
      </div>
      <div class="row" role="group" aria-label="How large it is">
        <Button onClick={() => onPlace(resized(place, 1, 0))}>Wider</Button>
        <Button disabled={place.w === 1} onClick={() => onPlace(resized(place, -1, 0))}>
          Narrower
        </Button>
        <Button onClick={() => onPlace(resized(place, 0, 1))}>Deeper</Button>
        <Button disabled={place.h === 1} onClick={() => onPlace(resized(place, 0, -1))}>
          Shallower
        </Button>
        <Button disabled={place.w === place.h} onClick={() => onPlace(turned(place))}>
          Turn
        </Button>
      </div>
      <Button kind="primary" testid="open-table" onClick={onOpen}>
        <Icon name="edit" /> Name, seats, code
      </Button>
    </div>
  );
}
