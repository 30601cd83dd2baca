/** Everything a key can do. A bump bar is nothing but a small keyboard. */
export const DEEDS = [
  "press",
  "next",
  "previous",
  "down",
  "up",
  "undo",
  "recall",
  "recallList",
  "rush",
  "confirm",
  "fire",
  "start",
  "soldOut",
  "pageOn",
  "pageBack",
  "view",
  "settings",
  "quiet",
  "help",
] as const;
export type Deed = (typeof DEEDS)[number];
export type Intent = { do: Deed } | { do: "bump" | "select"; nth: number };

/** A key as it is kept: "r", "Shift+R", "Enter", "F3". */
export type KeyMap = Record<Deed, string[]>;

export const STANDARD: KeyMap = {
  press: ["Enter"],
  next: ["ArrowRight"],
  previous: ["ArrowLeft"],
  down: ["ArrowDown"],
  up: ["ArrowUp"],
  undo: ["u"],
  recall: ["r"],
  recallList: ["Shift+R"],
  rush: ["p"],
  confirm: ["c"],
  fire: ["f"],
  start: ["s"],
  soldOut: ["o"],
  pageOn: ["PageDown"],
  pageBack: ["PageUp"],
  view: ["v"],
  settings: ["e"],
  quiet: [" "],
  help: ["?"],
};

export interface Pressed {
  key: string;
  code: string;
  shiftKey: boolean;
}

export function nameOf({ key, shiftKey }: Pick<Pressed, "key" | "shiftKey">): string {
  if (/^\p{L}$/u.test(key)) return shiftKey ? `Shift+${key.toUpperCase()}` : key.toLowerCase();
  return key.length > 1 && shiftKey ? `Shift+${key}` : key;
}

/** What a key means: the map first, so that a bump bar may use any key; then the numbers. */
export function readKey(pressed: Pressed, map: KeyMap): Intent | null {
  const name = nameOf(pressed);
  const deed = DEEDS.find((one) => map[one].includes(name));
  if (deed) return { do: deed };
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
  const number = digit ?? (/^[1-9]$/.test(pressed.key) ? pressed.key : null);
  if (!number) return null;
  return { do: pressed.shiftKey ? "select" : "bump", nth: Number(number) - 1 };
}

/** A key does one thing: learned for one deed, it is taken from the others. */
export function learn(map: KeyMap, deed: Deed, name: string): KeyMap {
  const next = { ...map };
  for (const one of DEEDS) next[one] = map[one].filter((key) => key !== name);
  next[deed] = [name];
  return next;
}

/** What was kept on the device, completed where it says nothing. */
export function readMap(kept: unknown): KeyMap {
  const map = { ...STANDARD };
  if (typeof kept !== "object" || kept === null) return map;
  for (const deed of DEEDS) {
    const keys = (kept as Record<string, unknown>)[deed];
    if (Array.isArray(keys)) map[deed] = keys.filter((key) => typeof key === "string");
  }
  return map;
}
