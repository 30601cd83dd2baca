import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type ApiError, asApiError } from "../app/api";
import { navigate } from "../app/router";
import { Button, Field, Icon } from "../look";
import { api, whoAmI } from "./api";
import { sorry } from "./words";

const LEAST = 10;

function Door({ title, about, children }: DoorProps) {
  return (
    <main class="door">
      <div class="door-sheet">
        <div class="brand">
          <Icon name="tiffin" size="2.5rem" />
          <strong>Tiffin</strong>
        </div>
        <h1>{title}</h1>
        {about && <p class="soft">{about}</p>}
        {children}
      </div>
    </main>
  );
}

interface DoorProps {
  title: string;
  about?: string;
  children: ComponentChildren;
}

/** Sends a form that ends in a session; what went wrong is said above its button. */
function useEntry(path: string) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  async function enter(body: unknown) {
    setBusy(true);
    setError(null);
    try {
      await api.post(path, body, { tries: 1, timeoutMs: 20_000 });
      await whoAmI();
      navigate("/office", true);
    } catch (problem) {
      setError(asApiError(problem));
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, enter };
}

export function SignIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, enter } = useEntry("/sign-in");
  return (
    <Door title="Sign in" about="For head office, and whoever runs the service.">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter({ email, password });
        }}
      >
        <Field
          label="Email"
          value={email}
          onInput={setEmail}
          autocomplete="username"
          required
          testid="email"
        />
        <Field
          label="Password"
          type="password"
          value={password}
          onInput={setPassword}
          autocomplete="current-password"
          required
          testid="password"
        />
        {error && <Sorry error={error} />}
        <Button kind="primary" size="big" wide type="submit" busy={busy} testid="sign-in">
          Sign in
        </Button>
        <p class="soft small">
          No password yet, or forgotten? Whoever runs the service sends you a link.
        </p>
      </form>
    </Door>
  );
}

/** Behind a link: somebody chooses a password. The token stays behind the #. */
export function Welcome() {
  const [password, setPassword] = useState("");
  const [short, setShort] = useState(false);
  const { busy, error, enter } = useEntry("/welcome");
  const token = location.hash.slice(1);
  if (token === "") {
    return (
      <Door title="This link is not whole">
        <p>Open it again from where it was sent to you, to its very end.</p>
        <Button onClick={() => navigate("/", true)}>To the sign-in</Button>
      </Door>
    );
  }
  return (
    <Door title="Choose a password" about="With it and your address you sign in from now on.">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setShort(password.length < LEAST);
          if (password.length >= LEAST) {
            void enter({ token, password });
          }
        }}
      >
        <Field
          label="Password"
          type="password"
          value={password}
          onInput={setPassword}
          autocomplete="new-password"
          hint={`At least ${LEAST} letters. A few words of your own are easy to keep.`}
          wrong={short && password.length < LEAST ? `Choose at least ${LEAST} letters.` : undefined}
          testid="new-password"
        />
        {error && <Sorry error={error} />}
        <Button kind="primary" size="big" wide type="submit" busy={busy} testid="choose-password">
          Keep it and go in
        </Button>
      </form>
    </Door>
  );
}

function Sorry({ error }: { error: ApiError }) {
  return (
    <p class="note bad" role="alert" data-testid="sorry">
      {sorry(error)}
    </p>
  );
}
