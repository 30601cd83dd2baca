import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asApiError } from "../app/api";
import { Button, ErrorState, Loading, toast } from "../look";
import { say } from "../look/words";
import type { Asked } from "./api";
import { sorry } from "./words";

export interface PageProps {
  title: string;
  about?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tiffin`;
    scrollTo(0, 0);
  }, [title]);
  return (
    <div class="page">
      <header class="page-head">
        <div class="grow">
          <h1>{title}</h1>
          {about && <p class="soft">{about}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface ShownProps<T> {
  of: Asked<T>;
  bones?: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

/** Loading, failed, or there; a failed refresh keeps what was seen and says so. */
export function Shown<T>({ of, bones, children }: ShownProps<T>) {
  const { data, error, load } = of;
  if (data === null) {
    if (!error) return <Loading>{bones}</Loading>;
    return (
      <ErrorState title="This cannot be shown now" onRetry={() => void load()}>
        {sorry(error)}
      </ErrorState>
    );
  }
  return (
    <>
      {error && (
        <div class="note bad row apart" role="status">
          <span>This may be out of date. {sorry(error)}</span>
          <Button kind="plain" onClick={() => void load()}>
            {say("retry")}
          </Button>
        </div>
      )}
      {children(data)}
    </>
  );
}

/** Does something once at a time; says it when it went wrong. */
export function useAct(): [boolean, (what: () => Promise<unknown>) => Promise<boolean>] {
  const [busy, setBusy] = useState(false);
  async function act(what: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    try {
      await what();
      return true;
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
      return false;
    } finally {
      setBusy(false);
    }
  }
  return [busy, act];
}

/** Now, on this screen's own clock. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
