import { useState } from "preact/hooks";
import { Button, Sheet } from "../../look";
import { sitDown } from "../begin";
import { closeSheet } from "../state/nav";
import { joinError, phase } from "../state/seat";
import { say } from "../table-words";
import { t } from "../words";

const LENGTH = 4;

/** Four boxes for the table's PIN; the fourth digit sends it. */
export function PinSheet() {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");

  async function enter(digits: string) {
    if (busy || digits.length < LENGTH) return;
    setBusy(true);
    setWrong("");
    await sitDown(digits);
    setBusy(false);
    if (phase.value === "seated") return closeSheet();
    setWrong(words());
    setPin("");
  }
  return (
    <Sheet title={say("pinTitle")} onClose={closeSheet}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter(pin);
        }}
      >
        <p class="soft">{say("pinText")}</p>
        <label class="pin-boxes">
          <span class="said">{say("pinLabel")}</span>
          <input
            type="text"
            inputMode="numeric"
            autocomplete="off"
            maxLength={LENGTH}
            value={pin}
            data-autofocus=""
            data-testid="pin"
            aria-invalid={wrong ? "true" : undefined}
            onInput={(event) => {
              const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, LENGTH);
              setPin(digits);
              void enter(digits);
            }}
          />
          {Array.from({ length: LENGTH }, (_, at) => (
            <span key={at} class={at === pin.length ? "next" : undefined} aria-hidden="true">
              {pin[at] ?? ""}
            </span>
          ))}
        </label>
        <p class="wrong-text" role="alert">
          {wrong}
        </p>
        <Button kind="primary" size="big" wide type="submit" busy={busy}>
          {say("sitDown")}
        </Button>
      </form>
    </Sheet>
  );
}

function words(): string {
  const error = joinError.value;
  if (error?.code === "wrong_table_pin") {
    return say("pinWrong", Number(error.details.tries_left ?? 0));
  }
  if (error?.code === "locked") return say("pinLocked");
  if (error?.code === "sitting_not_open") return t("askToBeSeated");
  return t("tryAgain");
}
