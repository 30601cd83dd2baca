import { useState } from "preact/hooks";
import type { OtpSent } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Button, Field, Sheet, toast } from "../../look";
import { readPhone } from "../model/phone";
import { closeSheet } from "../state/nav";
import { askCode, confirmCode } from "../state/phone";
import { house } from "../state/shop";
import { t } from "../words";

function words(error: ApiError): string {
  switch (error.code) {
    case "invalid_phone":
      return t("phoneWrong");
    case "wrong_code":
      return t("codeWrong", Number(error.details.tries_left ?? 0));
    case "code_expired":
      return t("codeExpired");
    case "locked":
      return t("codeLocked");
    case "too_many_codes":
      return t("tooMany");
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
    if (!full) setWrong(t("phoneWrong"));
    else void attempt(async () => setSent(await askCode(full)));
  }

  function confirm() {
    const full = readPhone(number);
    if (!full || !sent) return;
    void attempt(async () => {
      await confirmCode(full, code.replace(/\D/g, ""), sent.phone_masked);
      toast(t("phoneDone"));
      closeSheet();
    });
  }

  const required = house.value?.otp_mode === "REQUIRED";
  return (
    <Sheet title={t("phoneTitle")} onClose={closeSheet}>
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
            <p>{required ? t("phoneRequired") : t("phoneOptional")}</p>
            <Field
              key="phone"
              label={t("phoneLabel")}
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
              {t("sendCode")}
            </Button>
          </>
        ) : (
          <>
            <p>
              {t("codeSent", sent.phone_masked)} <span class="soft">{t("codeCounter")}</span>
            </p>
            <Field
              key="code"
              label={t("codeLabel")}
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
              {t("confirmCode")}
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
              {t("otherNumber")}
            </Button>
          </>
        )}
      </form>
    </Sheet>
  );
}
