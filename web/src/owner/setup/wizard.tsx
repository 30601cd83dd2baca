import { useEffect, useRef, useState } from "preact/hooks";
import type { SetupRequest, StaffSession } from "../../api/schema";
import { asApiError, type ApiError } from "../../app/api";
import { newKey } from "../../app/ids";
import { keep } from "../../app/keep";
import { Button, Icon } from "../../look";
import { api, remember } from "../../staff/session";
import { sorry, wrongField } from "../parts/errors";
import { EMPTY, problemsOf, requestOf, type SetupForm, STEPS, stepOf } from "./draft";
import { CodeStep, HouseStep, TablesStep, TaxStep, YouStep } from "./steps";

const SLOT = "setup";

export function Wizard({ onDone }: { onDone: () => void }) {
  // A reload loses nothing but what must not lie about: the code and the PIN.
  const [form, setForm] = useState<SetupForm>(() => ({ ...EMPTY, ...keep.get(SLOT, {}) }));
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const key = useRef(newKey());
  const top = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at] ?? "code";
  // Sent back to mend one answer: the others are there already.
  const [sentBack, setSentBack] = useState(false);
  const done = STEPS.every((one) => Object.keys(problemsOf(one, form)).length === 0);
  const last = at === STEPS.length - 1 || (sentBack && done);
  const problems = tried ? problemsOf(step, form) : {};

  useEffect(() => {
    const { code: _code, pin: _pin, again: _again, ...rest } = form;
    keep.set(SLOT, rest);
    key.current = newKey();
  }, [form]);
  useEffect(() => {
    if (at > 0 || error) top.current?.focus();
  }, [at]);

  function go(to: number) {
    setTried(false);
    setAt(to);
  }

  async function next() {
    setTried(true);
    if (Object.keys(problemsOf(step, form)).length > 0) return;
    setError(null);
    if (last) await finish(requestOf(form));
    else go(at + 1);
  }

  async function finish(body: SetupRequest) {
    setBusy(true);
    try {
      remember(await api.post<StaffSession>("/api/setup", body, { key: key.current }));
      keep.remove(SLOT);
      onDone();
    } catch (problem) {
      const failed = asApiError(problem);
      setError(failed);
      setSentBack(true);
      if (failed.status > 0) go(STEPS.indexOf(stepOf(failed.code, wrongField(failed))));
    } finally {
      setBusy(false);
    }
  }

  const parts = {
    form,
    problems,
    set: (part: Partial<SetupForm>) => {
      setError(null);
      setForm({ ...form, ...part });
    },
    heading: top,
  };
  return (
    <form
      class="wizard"
      data-testid={`setup-step-${step}`}
      onSubmit={(event) => {
        event.preventDefault();
        void next();
      }}
    >
      <Progress at={at} />
      <div class="stack">
        {step === "code" && <CodeStep {...parts} />}
        {step === "house" && <HouseStep {...parts} />}
        {step === "tax" && <TaxStep {...parts} />}
        {step === "tables" && <TablesStep {...parts} />}
        {step === "you" && <YouStep {...parts} />}
        {error && (
          <p class="note bad" role="alert">
            {sorry(error)}
          </p>
        )}
      </div>
      <div class="row apart">
        {at > 0 ? (
          <Button kind="plain" onClick={() => go(at - 1)} testid="setup-back">
            <Icon name="back" /> Back
          </Button>
        ) : (
          <span />
        )}
        <Button kind="primary" size="big" type="submit" busy={busy} testid="setup-next">
          {last ? "Open the restaurant" : "Next"}
        </Button>
      </div>
    </form>
  );
}

function Progress({ at }: { at: number }) {
  return (
    <div class="progress" role="img" aria-label={`Step ${at + 1} of ${STEPS.length}`}>
      {STEPS.map((step, index) => (
        <span key={step} class={index <= at ? "done" : undefined} />
      ))}
    </div>
  );
}
