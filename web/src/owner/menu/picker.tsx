import type { Menu } from "../../api/schema";
import { type Look, sorted } from "./find";

export interface PickerProps {
  menu: Menu;
  look: Look;
  onChange: (part: Partial<Look>) => void;
}

export function CategoryPicker({ menu, look, onChange }: PickerProps) {
  const soldOut = menu.items.filter((one) => !one.is_available).length;
  const count = (id: string) => menu.items.filter((one) => one.category_id === id).length;
  return (
    <div class="dish-categories" role="group" aria-label="Show">
      <Pick
        on={!look.category && !look.soldOut}
        word="All dishes"
        count={menu.items.length}
        onPick={() => onChange({ category: "", soldOut: false })}
      />
      <Pick
        on={look.soldOut}
        word="Sold out"
        count={soldOut}
        onPick={() => onChange({ category: "", soldOut: !look.soldOut })}
      />
      {sorted(menu.categories).map((one) => (
        <Pick
          key={one.id}
          on={look.category === one.id}
          word={one.name}
          count={count(one.id)}
          onPick={() => onChange({ category: one.id, soldOut: false })}
        />
      ))}
    </div>
  );
}

interface PickProps {
  on: boolean;
  word: string;
  count: number;
  onPick: () => void;
}

function Pick({ on, word, count, onPick }: PickProps) {
  return (
    <button type="button" class="pick" aria-pressed={on ? "true" : "false"} onClick={onPick}>
      <span class="grow">{word}</span>
      <span class="num small">{count}</span>
    </button>
  );
}
