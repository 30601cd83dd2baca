import { signal } from "@preact/signals";
import { Icon, type IconName, LineIcon } from "../../look";
import { undo, undoable } from "../state/acts";
import { turnPage } from "../state/page";
import { choice, choose, type SheetName, sheet } from "../state/screen";
import { keysUsed } from "../state/selection";
import { feed, waiting } from "../state/store";
import { say } from "../words";
import { Age } from "./trust";

/** Cards out of sight, by their numbers: none is ever hidden silently. */
export const outOfSight = signal<{ before: number[]; after: number[] }>({ before: [], after: [] });

const RECALL = "M4 12a8 8 0 1 1 2.5 5.8M4 12l-2-3M4 12l3.2-2";
const SCREEN = "M4 5h16v11H4zM9 20h6M12 16v4";

export function Bar() {
  const forGuests = choice.value.view === "numbers";
  return (
    <footer class="k-bar">
      {!forGuests && (
        <div class="k-left">
          <Stations />
          <UndoBar />
        </div>
      )}
      <Age />
      {!forGuests && <Paging />}
      {!forGuests && (
        <>
          <Tool name="recall" path={RECALL} />
          <Tool name="out" icon="close" />
        </>
      )}
      <Tool name="screen" path={SCREEN} />
    </footer>
  );
}

function Tool({ name, icon, path }: { name: SheetName; icon?: IconName; path?: string }) {
  const word = name === "recall" || name === "out" || name === "screen" ? say(name) : name;
  return (
    <button
      type="button"
      class="k-tool"
      data-testid={`open-${name}`}
      onClick={() => (sheet.value = name)}
    >
      {icon ? <Icon name={icon} size="1.75rem" /> : <LineIcon path={path ?? ""} size="1.75rem" />}
      <span>{word}</span>
    </button>
  );
}

function Stations() {
  const chosen = choice.value.stations;
  const counts = waiting.value;
  const known = (feed.state.value?.stations ?? []).map((one) => one.name);
  // A station chosen long ago may have gone: the way back to the others must stay.
  const names = [...known, ...chosen.filter((name) => !known.includes(name))];
  return (
    <nav class="k-stations" aria-label={say("station")}>
      {names.length > 1 && (
        <Chip name="" on={chosen.length === 0} count={counts[""] ?? 0} word={say("all")} />
      )}
      {names.map((name) => (
        <Chip
          key={name}
          name={name}
          on={chosen.includes(name)}
          count={counts[name] ?? 0}
          word={name}
        />
      ))}
    </nav>
  );
}

function Chip(props: { name: string; on: boolean; count: number; word: string }) {
  const { name, on, count, word } = props;
  return (
    <button
      type="button"
      aria-pressed={on ? "true" : "false"}
      data-testid={`station-${name || "all"}`}
      onClick={() => choose({ stations: name ? [name] : [] })}
    >
      {word} <span class="num">{count}</span>
    </button>
  );
}

/** Over the stations for three seconds: where the hand is, and nothing moves. */
function UndoBar() {
  const last = undoable.value;
  if (!last) return null;
  return (
    <div class="k-undo" role="status">
      <Icon name="check" size="2rem" />
      <span class="grow">{last.words}</span>
      <button type="button" data-testid="undo" onClick={undo} key={last.key}>
        {say("undo")} {keysUsed.value && <kbd>U</kbd>}
      </button>
    </div>
  );
}

function Paging() {
  const { before, after } = outOfSight.value;
  return (
    <>
      {before.length > 0 && (
        <button type="button" class="k-page" data-testid="before" onClick={() => turnPage(-1)}>
          ← {say("before", before.length)}
        </button>
      )}
      {after.length > 0 && (
        <button type="button" class="k-page" data-testid="beyond" onClick={() => turnPage(1)}>
          <small class="num">{listed(after)}</small>
          {say("more", after.length)} →
        </button>
      )}
    </>
  );
}

const listed = (numbers: number[]) =>
  numbers.slice(0, 3).join(" · ") + (numbers.length > 3 ? " …" : "");
