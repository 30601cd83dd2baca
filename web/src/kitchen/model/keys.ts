/** What a key means on the board: a bump bar is nothing but a small keyboard. */
export type KeyIntent =
  | { do: "bump"; nth: number }
  | { do: "recall" }
  | { do: "move"; by: number }
  | { do: "press" }
  | { do: "quiet" };

export function readKey(key: string): KeyIntent | null {
  if (/^[1-9]$/.test(key)) return { do: "bump", nth: Number(key) - 1 };
  switch (key) {
    case "r":
    case "R":
      return { do: "recall" };
    case "ArrowRight":
    case "ArrowDown":
      return { do: "move", by: 1 };
    case "ArrowLeft":
    case "ArrowUp":
      return { do: "move", by: -1 };
    case "Enter":
      return { do: "press" };
    case " ":
      return { do: "quiet" };
    default:
      return null;
  }
}
