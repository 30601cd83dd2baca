import { useEffect, useState } from "preact/hooks";
import { Button } from "../../look";
import { DEEDS, type Deed, learn, nameOf, STANDARD } from "../model/keys";
import { keyMap, setKeys } from "../state/screen";
import { Over } from "./over";
import { tell } from "./words";

const SIGNS: Record<string, string> = {
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  " ": "Space",
  PageDown: "Page ↓",
  PageUp: "Page ↑",
};

const wordOf = (deed: Deed) => tell(deed === "rush" ? "rushKey" : deed);

/** The key map, and the way to teach it a bump bar: press what shall do it. */
export default function Keys() {
  const [learning, setLearning] = useState<Deed | null>(null);
  useEffect(() => {
    if (!learning) return;
    const heard = (event: KeyboardEvent) => {
      if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key !== "Escape") setKeys(learn(keyMap.value, learning, nameOf(event)));
      setLearning(null);
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, [learning]);

  return (
    <Over title={tell("keysTitle")}>
      <p class="s-note">{tell("keysHow")}</p>
      <ul class="key-list" data-testid="key-list">
        <Fixed keys={["1", "…", "9"]} word={tell("numbers")} />
        <Fixed keys={["Shift", "1", "…", "9"]} word={tell("choose")} />
        {DEEDS.map((deed) => (
          <li key={deed}>
            <button type="button" data-testid={`key-${deed}`} onClick={() => setLearning(deed)}>
              <span class="grow">{wordOf(deed)}</span>
              {learning === deed ? (
                <b>{tell("pressNow")}</b>
              ) : (
                keyMap.value[deed].map((key) => <kbd key={key}>{SIGNS[key] ?? signOf(key)}</kbd>)
              )}
            </button>
          </li>
        ))}
        <Fixed keys={["Esc"]} word={tell("close")} />
      </ul>
      <Button size="big" onClick={() => setKeys({ ...STANDARD })}>
        {tell("standard")}
      </Button>
    </Over>
  );
}

const signOf = (key: string) => (key.length === 1 ? key.toUpperCase() : key.replace("+", " "));

function Fixed({ keys, word }: { keys: string[]; word: string }) {
  return (
    <li class="fixed">
      <span class="grow">{word}</span>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </li>
  );
}
