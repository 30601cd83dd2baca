import { useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../../app/api";
import { newKey } from "../../app/ids";

export interface Saving<B> {
  busy: boolean;
  error: ApiError | null;
  /** Resolves to whether it was saved. */
  run(body: B): Promise<boolean>;
  forgive(): void;
}

/**
 * Sends a form. Pressing again after "no answer" sends the same key with the same content, so
 * that a dish added over a dropped connection is added once.
 */
export function useSave<B>(send: (body: B, key: string) => Promise<unknown>): Saving<B> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const last = useRef({ text: "", key: "" });

  async function run(body: B): Promise<boolean> {
    const text = JSON.stringify(body) ?? "";
    if (last.current.text !== text) last.current = { text, key: newKey() };
    setBusy(true);
    setError(null);
    try {
      await send(body, last.current.key);
      last.current = { text: "", key: "" };
      return true;
    } catch (problem) {
      setError(asApiError(problem));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, error, run, forgive: () => setError(null) };
}
