import { useState } from "preact/hooks";
import type { OtpSent } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Button, Field, Sheet, toast } from "../../look";
import { readPhone } from "../model/phone";
import { closeSheet } from "../state/nav";
import { askCode, confirmCode } from "../state/phone";
import { house } from "../state/shop";
import { say } from "../table-words";
import { t } from "../words";

function words(error: ApiError): string {
  switch (error.code) {
    case "invalid_phone":
      return say("phoneWrong");
    case "wrong_code":
      return say("codeWrong", Number(error.details.tries_left ?? 0));
    case "code_expired":
      return say("codeExpired");
    case "locked":
      return say("codeLocked");
    case "too_many_codes":
      return say("tooMany");
    default:
      return t("tryAgain");
  }
}

export function PhoneSheet() {
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState<OtpSent | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setWrong("");
    try {
      await work();
    } catch (problem) {
      setWrong(words(asApiError(problem)));
    }
    setBusy(false);
  }

  function ask() {
    const full = readPhone(number);
    if (!full) setWrong(say("phoneWrong"));
    else void attempt(async () => setSent(await askCode(full)));
  }

  function confirm() {
    const full = readPhone(number);
    if (!full || !sent) return;
    void attempt(async () => {
      await confirmCode(full, code.replace(/\D/g, ""), sent.phone_masked);
      toast(say("phoneDone"));
      closeSheet();
    });
  }

  const required = house.value?.otp_mode === "REQUIRED";
  return (
    <Sheet title={say("phoneTitle")} onClose={closeSheet}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          if (sent) confirm();
          else ask();
        }}
      >
        {!sent ? (
          <>
            <p>{required ? say("phoneRequired") : say("phoneOptional")}</p>
            <Field
              key="phone"
              label={say("phoneLabel")}
              type="tel"
              inputMode="tel"
              autocomplete="tel"
              placeholder="98765 43210"
              maxLength={20}
              value={number}
              wrong={wrong}
              autofocus
              onInput={setNumber}
            />
            <Button kind="primary" size="big" wide type="submit" busy={busy}>
              {say("sendCode")}
            </Button>
          </>
        ) : (
          <>
            <p>
              {say("codeSent", sent.phone_masked)} <span class="soft">{say("codeCounter")}</span>
            </p>
            <Field
              key="code"
              label={say("codeLabel")}
              inputMode="numeric"
              autocomplete="one-time-code"
              maxLength={7}
              value={code}
              wrong={wrong}
              onInput={setCode}
            />
            <Button
              kind="primary"
              size="big"
              wide
              type="submit"
              busy={busy}
              disabled={code.replace(/\D/g, "").length !== 6}
            >
              {say("confirmCode")}
            </Button>
            <Button
              kind="plain"
              wide
              onClick={() => {
                setSent(null);
                setCode("");
                setWrong("");
              }}
            >
              {say("otherNumber")}
            </Button>
          </>
        )}
      </form>
    </Sheet>
  );
}
