import { useState } from "preact/hooks";
import type { Staff } from "../api/schema";
import { Button, Icon, Sheet } from "../look";
import { elapsed } from "../staff/clock";
import { ROLE_WORDS } from "../staff/login";
import { logout, MANAGERS, may, TILL } from "../staff/session";
import { allowSound, muted, setMuted, soundState } from "../staff/sounds";
import { Codes, liveCodes } from "./floor/codes";
import { rest } from "./later";
import { standingOf } from "./model/refund";
import { dueAgain } from "./state/due";
import { feed, till } from "./state/store";
import { go } from "./state/where";

type Open = "codes" | "messages" | "me" | "reach" | null;

export function Top({ staff }: { staff: Staff }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const codes = liveCodes().length;
  const { ReachSheet: Reach, Messages } = rest.value ?? {};
  return (
    <header class="c-top">
      <h1>Counter</h1>
      <Age onOpen={() => setOpen("reach")} />
      {soundState.value === "locked" && !muted.value && (
        <button type="button" class="c-sound" data-testid="allow-sound" onClick={allowSound}>
          <Icon name="bell" /> Tap for sound
        </button>
      )}
      <span class="grow" />
      {may(...TILL) && <TillButton />}
      <Button kind="plain" testid="codes" onClick={() => setOpen("codes")}>
        Codes {codes > 0 && <b class="count num">{codes}</b>}
      </Button>
      <Button
        kind="plain"
        square
        label={`You: ${staff.name}`}
        testid="me"
        onClick={() => setOpen("me")}
      >
        <Icon name="people" />
      </Button>
      {open === "reach" && Reach && <Reach onClose={close} />}
      {open === "codes" && (
        <Sheet title="Codes to read out" onClose={close}>
          <Codes />
        </Sheet>
      )}
      {open === "messages" && (
        <Sheet title="Messages to guests" onClose={close}>
          {Messages && <Messages />}
        </Sheet>
      )}
      {open === "me" && (
        <MeSheet staff={staff} onClose={close} onMessages={() => setOpen("messages")} />
      )}
    </header>
  );
}

/** Owed back, or not found in the bank's list yet: the till counts what needs somebody. */
function TillButton() {
  const { refunds = [], unverified = [] } = till.value ?? {};
  const doubts = may(...MANAGERS) ? unverified.length : 0;
  const wait =
    refunds.filter((one) => standingOf(one).canPay).length + doubts + dueAgain.value.length;
  return (
    <Button kind="plain" testid="till" onClick={() => go({ at: "till" })}>
      Till {wait > 0 && <b class="count num">{wait}</b>}
    </Button>
  );
}

interface MeSheetProps {
  staff: Staff;
  onClose: () => void;
  onMessages: () => void;
}

function MeSheet({ staff, onClose, onMessages }: MeSheetProps) {
  return (
    <Sheet title={`${staff.name}, ${ROLE_WORDS[staff.role].toLowerCase()}`} onClose={onClose}>
      <div class="stack">
        <Button wide size="big" onClick={() => setMuted(!muted.value)}>
          {muted.value ? "Sound is off: turn it on" : "Sound is on: turn it off"}
        </Button>
        <Button wide size="big" testid="messages" onClick={onMessages}>
          Messages sent to guests
        </Button>
        <a class="btn big wide" href="/kitchen">
          Kitchen board
        </a>
        <Button wide size="big" testid="sign-out" onClick={logout}>
          <Icon name="logout" /> Sign out
        </Button>
      </div>
    </Sheet>
  );
}

/** Always there: how old what you see is; a tap says what can be reached. */
function Age({ onOpen }: { onOpen: () => void }) {
  const trust = feed.trust.value;
  const seconds = Math.floor(feed.ageMs.value / 1000);
  const words = {
    loading: "Connecting",
    fresh: seconds < 1 ? "Live" : `Live · ${seconds} s`,
    reading: "Reading",
    silent: `Old · ${elapsed(feed.ageMs.value)}`,
  }[trust];
  return (
    <button type="button" class={`c-age ${trust}`} data-testid="data-age" onClick={onOpen}>
      <i aria-hidden="true" />
      <span class="num">{words}</span>
      <span class="said">What can be reached</span>
    </button>
  );
}
