import type { CallKind } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Icon, type IconName, Sheet } from "../../look";
import { asking, calls, callStaff } from "../state/calls";
import { closeSheet } from "../state/nav";
import { say } from "../table-words";

const KINDS: [CallKind, IconName, "waiter" | "water" | "billCall"][] = [
  ["WAITER", "bell", "waiter"],
  ["WATER", "water", "water"],
  ["BILL", "bill", "billCall"],
];

export function CallsSheet() {
  return (
    <Sheet title={say("callTitle")} onClose={closeSheet}>
      <div class="stack tight">
        {KINDS.map(([kind, icon, word]) => (
          <CallTile key={kind} kind={kind} icon={icon} word={say(word)} />
        ))}
      </div>
    </Sheet>
  );
}

/** What became of the last call of this kind; "" when there is none to speak of. */
export function callState(kind: CallKind): { open: boolean; words: string } {
  if (asking.value === kind) return { open: true, words: say("asking") };
  const call = calls.value.get(kind);
  if (!call) return { open: false, words: "" };
  if (call.taken_at) return { open: false, words: say("taken", call.taken_by || say("someone")) };
  return { open: true, words: say("asked", formatTime(call.at)) };
}

function CallTile({ kind, icon, word }: { kind: CallKind; icon: IconName; word: string }) {
  const { open, words } = callState(kind);
  return (
    <button
      type="button"
      class={open ? "call-tile open" : "call-tile"}
      disabled={open}
      onClick={() => void callStaff(kind)}
    >
      <Icon name={icon} size="1.75rem" />
      <span class="grow">
        <strong>{word}</strong>
        <span class="small" role="status">
          {words}
        </span>
      </span>
      {open && <Icon name="check" />}
    </button>
  );
}
