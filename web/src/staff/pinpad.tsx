import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../look";

export interface PinPadProps {
  onEnter: (pin: string) => void;
  busy: boolean;
  problem: string;
  /** Time (ms) until which the box refuses this name; 0 = it does not. */
  lockedUntil: number;
  /** What the button says. */
  yes?: string;
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const MOST = 8;

/** Ten large keys; a keyboard works too. What is typed is never shown. */
export function PinPad({ onEnter, busy, problem, lockedUntil, yes = "Sign in" }: PinPadProps) {
  const [pin, setPin] = useState("");
  const wait = useSecondsUntil(lockedUntil);
  const frozen = busy || wait > 0;

  useEffect(() => {
    if (problem || wait > 0) setPin("");
  }, [problem, wait > 0]);

  const press = (digit: string) => !frozen && setPin((old) => (old + digit).slice(0, MOST));
  const enter = () => !frozen && pin.length >= 4 && onEnter(pin);

  // The listener is put up once; it must see the newest state.
  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined);
  keys.current = (event) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") setPin((old) => old.slice(0, -1));
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) enter();
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

  const message =
    wait > 0 ? `Too many wrong tries. Wait ${waitWords(wait)}.` : problem || "Enter your PIN";
  return (
    <div class="pinpad">
      <div class="pin-dots" role="img" aria-label={`${pin.length} digits entered`}>
        {Array.from({ length: Math.max(4, pin.length) }, (_, at) => (
          <span key={at} class={at < pin.length ? "full" : ""} />
        ))}
      </div>
      <p class={problem || wait > 0 ? "pin-says bad" : "pin-says"} role="status">
        {message}
      </p>
      <div class="pin-keys">
        {KEYS.map((key) => (
          <button key={key} type="button" disabled={frozen} onClick={() => press(key)}>
            {key}
          </button>
        ))}
        <button type="button" class="quiet" disabled={frozen || !pin} onClick={() => setPin("")}>
          Clear
        </button>
        <button type="button" disabled={frozen} onClick={() => press("0")}>
          0
        </button>
        <button
          type="button"
          class="quiet"
          disabled={frozen || !pin}
          aria-label="Delete last digit"
          onClick={() => setPin(pin.slice(0, -1))}
        >
          ⌫
        </button>
      </div>
      <Button
        kind="primary"
        size="big"
        wide
        busy={busy}
        disabled={wait > 0 || pin.length < 4}
        onClick={enter}
      >
        {yes}
      </Button>
    </div>
  );
}

function useSecondsUntil(time: number): number {
  const left = () => Math.max(0, Math.ceil((time - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (left() === 0) return;
    const timer = setInterval(() => {
      setSeconds(left());
      if (left() === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}

function waitWords(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
