import { signal } from "@preact/signals";
import { type Agreement, asApiError } from "../../app/api";

export interface Wanted {
  /** What the box says it is needed for, or what was wrong with the last try. */
  why: string;
  answer: (agreed: Agreement | null) => void;
}

/** A manager's word that is being waited for. */
export const wanted = signal<Wanted | null>(null);

const NEEDS_ONE = ["discount_limit", "forbidden"];
const TRY_AGAIN = ["wrong_pin", "forbidden", "locked", "too_many_requests"];

/**
 * Does what may be more than somebody's own to do: where the box says so, a manager is asked for
 * their PIN, and it is tried again with that. Thrown is what the box said when nobody agrees.
 */
export async function withManager<T>(ask: (agreed?: Agreement) => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (problem) {
    const error = asApiError(problem);
    if (!NEEDS_ONE.includes(error.code)) throw problem;
    for (let why = error.message; ;) {
      const agreed = await word(why);
      if (!agreed) throw problem;
      try {
        return await ask(agreed);
      } catch (again) {
        const next = asApiError(again);
        if (!TRY_AGAIN.includes(next.code)) throw again;
        why = next.message;
      }
    }
  }
}

function word(why: string): Promise<Agreement | null> {
  wanted.value?.answer(null);
  return new Promise((done) => {
    const answer = (agreed: Agreement | null) => {
      wanted.value = null;
      done(agreed);
    };
    wanted.value = { why, answer };
  });
}
