import type { ComponentChildren } from "preact";
import { Button } from "./button";
import { Icon, type IconName } from "./icons";
import { say } from "./words";

export interface EmptyProps {
  icon?: IconName;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}

export function Empty({ icon = "tiffin", title, children, action }: EmptyProps) {
  return (
    <div class="state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  title: string;
  children?: ComponentChildren;
  onRetry?: () => void;
  action?: ComponentChildren;
}

export function ErrorState({ title, children, onRetry, action }: ErrorStateProps) {
  return (
    <div class="state" role="alert">
      <Icon name="warn" />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {onRetry && (
        <Button kind="primary" onClick={onRetry}>
          {say("retry")}
        </Button>
      )}
      {action}
    </div>
  );
}

/** One grey bar of a skeleton; compose them in the shape of what will come. */
export function Bone({ width = "100%", height = "1rem" }: { width?: string; height?: string }) {
  return <span class="bone" style={{ width, height }} />;
}

/** A skeleton, said once to those who cannot see it. */
export function Loading({ children }: { children?: ComponentChildren }) {
  return (
    <div aria-busy="true">
      <span class="said" role="status">
        {say("loading")}
      </span>
      <div aria-hidden="true">{children ?? <Bone height="4rem" />}</div>
    </div>
  );
}

/** Shown when the heartbeats stop: how old the page is, and what still works. */
export function StaleBanner({ ageMs, children }: { ageMs: number; children?: ComponentChildren }) {
  return (
    <div class="stale" role="status">
      <Icon name="offline" />
      <span>
        <strong class="num" aria-live="off">
          {say("staleFor", Math.max(1, Math.round(ageMs / 1000)))}
        </strong>{" "}
        {children}
      </span>
    </div>
  );
}
