import type { ComponentChildren } from "preact";
import { Button, ErrorState, Loading } from "../../look";
import { say } from "../../look/words";
import { sorry } from "./errors";
import { live } from "./live";
import { type Loaded, useLoaded } from "./load";

export interface LoaderProps<T> {
  from: Loaded<T>;
  /** Grey shapes of what will come. */
  bones?: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

/** Loading, failed, or there; a failed refresh keeps the old data and says so. */
export function Loader<T>({ from, bones, children }: LoaderProps<T>) {
  useLoaded(from);
  const data = from.data.value;
  const error = from.error.value;
  if (data === null) {
    if (!error) return <Loading>{bones}</Loading>;
    return (
      <ErrorState title="This cannot be shown now" onRetry={() => void from.load()}>
        {sorry(error)}
      </ErrorState>
    );
  }
  // The banner at the top says already that the box cannot be reached.
  const said = error?.status === 0 && live.state.value === "stale";
  return (
    <>
      {error && !said && (
        <div class="note bad row apart" role="status">
          <span>This may be out of date. {sorry(error)}</span>
          <Button kind="plain" onClick={() => void from.load()}>
            {say("retry")}
          </Button>
        </div>
      )}
      {children(data)}
    </>
  );
}
