import type { RefObject } from "preact";
import type { Menu } from "../../api/schema";
import { Icon } from "../../look";

/** The shelf of what is ordered most. */
export const FAVOURITES = "favourites";

export interface TakeSearchProps {
  input: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  onEnter: () => void;
}

export function TakeSearch({ input, typed, onType, onEnter }: TakeSearchProps) {
  return (
    <label class="take-search">
      <Icon name="search" />
      <span class="said">Find a dish</span>
      <input
        ref={input}
        class="input"
        type="search"
        autocomplete="off"
        enterkeyhint="done"
        placeholder="Find a dish, or “2 pan tik”"
        value={typed}
        data-testid="dish-search"
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter();
          if (event.key === "Escape") onType("");
        }}
      />
    </label>
  );
}

export interface ShelvesProps {
  menu: Menu;
  current: string;
  onPick: (key: string) => void;
}

export function Shelves({ menu, current, onPick }: ShelvesProps) {
  const shelves = [
    { id: FAVOURITES, name: "Favourites" },
    { id: "", name: "All" },
  ];
  return (
    <div class="chips">
      {[...shelves, ...menu.categories].map((one) => (
        <button
          key={one.id}
          type="button"
          class="chip"
          aria-pressed={current === one.id ? "true" : "false"}
          onClick={() => onPick(one.id)}
        >
          {one.id === FAVOURITES && <Icon name="star" size="1rem" />}
          {one.name}
        </button>
      ))}
    </div>
  );
}
