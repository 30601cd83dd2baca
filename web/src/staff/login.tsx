import { useEffect, useState } from "preact/hooks";
import type { StaffName, StaffRole, StaffSession } from "../api/schema";
import { type ApiError, asApiError } from "../app/api";
import { Bone, Button, Empty, ErrorState, Icon, Loading } from "../look";
import { PinPad } from "./pinpad";
import { api, remember } from "./session";

export const ROLE_WORDS: Record<StaffRole, string> = {
  OWNER: "Owner",
  MANAGER: "Manager",
  CASHIER: "Cashier",
  WAITER: "Waiter",
  KITCHEN_STAFF: "Kitchen",
  RIDER: "Rider",
};

/** Name tiles, then the PIN pad. */
export function Login({ roles, title }: { roles: StaffRole[]; title: string }) {
  const [names, setNames] = useState<StaffName[] | ApiError | null>(null);
  const [chosen, setChosen] = useState<StaffName | null>(null);

  function load() {
    setNames(null);
    api.get<{ items: StaffName[] }>("/api/auth/staff/names").then(
      (answer) => setNames(answer.items.filter((one) => roles.includes(one.role))),
      (problem) => setNames(asApiError(problem)),
    );
  }
  useEffect(load, []);

  return (
    <main class="login">
      <div class="login-head">
        <Icon name="tiffin" size="2.5rem" />
        <h1>{title}</h1>
      </div>
      {chosen ? (
        <EnterPin who={chosen} onBack={() => setChosen(null)} />
      ) : names === null ? (
        <Loading>
          <div class="login-names">
            {[1, 2, 3, 4].map((bone) => (
              <Bone key={bone} height="5rem" />
            ))}
          </div>
        </Loading>
      ) : !Array.isArray(names) ? (
        <ErrorState title="The box cannot be reached" onRetry={load}>
          Check that this device is on the restaurant's Wi-Fi.
        </ErrorState>
      ) : names.length === 0 ? (
        <Empty icon="people" title="Nobody may sign in here yet">
          The owner adds people on the owner page.
        </Empty>
      ) : (
        <>
          <p class="soft">Who are you?</p>
          <div class="login-names">
            {names.map((one) => (
              <button
                key={one.name}
                type="button"
                class="login-name"
                onClick={() => setChosen(one)}
              >
                <strong>{one.name}</strong>
                <span class="soft small">{ROLE_WORDS[one.role]}</span>
              </button>
            ))}
          </div>
        </>
      )}
    </main>
  );
}

function EnterPin({ who, onBack }: { who: StaffName; onBack: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [lockedUntil, setLockedUntil] = useState(0);

  async function enter(pin: string) {
    setBusy(true);
    setProblem("");
    try {
      const answer = await api.post<StaffSession>("/api/auth/staff/login", {
        name: who.name,
        pin,
      });
      remember(answer);
    } catch (error) {
      const { code, details, retryAfter } = asApiError(error);
      if (code === "locked") {
        const seconds = Number(details.retry_after ?? retryAfter ?? 60);
        setLockedUntil(Date.now() + seconds * 1000);
      } else if (code === "wrong_pin") setProblem("That PIN is not right.");
      else setProblem("The box did not answer. Try again.");
      setBusy(false);
    }
  }

  return (
    <div class="login-pin">
      <div class="row">
        <Button kind="plain" square label="Back to the names" onClick={onBack}>
          <Icon name="back" />
        </Button>
        <div>
          <strong>{who.name}</strong>
          <div class="soft small">{ROLE_WORDS[who.role]}</div>
        </div>
      </div>
      <PinPad onEnter={enter} busy={busy} problem={problem} lockedUntil={lockedUntil} />
    </div>
  );
}
