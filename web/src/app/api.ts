import { newKey } from "./ids";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What went wrong, by code. `offline` and `timeout` (status 0) mean that no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly details: Record<string, unknown> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** No answer, or one that does not say whether it was done: ask again with the same key. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export interface ApiOptions {
  token: () => string | null;
  /** The token is no longer accepted. */
  onUnauthorised?: (error: ApiError) => void;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
  timeoutMs?: number;
  tries?: number;
}

/** A manager's word for one request of somebody else's. */
export interface Agreement {
  name: string;
  pin: string;
}

export interface CallOptions {
  agreed?: Agreement | undefined;
  /** Idempotency-Key; made up for a POST when absent. The same for every try. */
  key?: string;
  /** 1 = do not try again. */
  tries?: number;
  timeoutMs?: number;
  /** Sent as is, for files. */
  raw?: { body: BodyInit; type: string };
}

export interface Api {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  del<T = void>(path: string, options?: CallOptions): Promise<T>;
  call<T>(method: Method, path: string, body?: unknown, options?: CallOptions): Promise<T>;
  /** A file to save, fetched with the bearer token. */
  blob(path: string): Promise<Blob>;
}

const realSleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** 0.3 s, 0.6 s, 1.2 s … at most 5 s, spread so that phones do not come back all at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(5000, 300 * 2 ** attempt) * (0.5 + random() / 2);
}

type Read<T> = (answer: Response) => Promise<T>;

export function createApi(options: ApiOptions): Api {
  const sleep = options.sleep ?? realSleep;

  async function once<T>(
    method: Method,
    path: string,
    body: unknown,
    call: CallOptions,
    read: Read<T>,
  ): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const token = options.token();
    if (token) headers.Authorization = `Bearer ${token}`;
    if (call.key) headers["Idempotency-Key"] = call.key;
    if (call.agreed) {
      const { name, pin } = call.agreed;
      headers["X-Approval"] = `${encodeURIComponent(name)}:${pin}`;
    }
    const init: RequestInit = { method, headers };
    if (call.raw) {
      headers["Content-Type"] = call.raw.type;
      init.body = call.raw.body;
    } else if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    try {
      return await timed(options, call, path, init, read);
    } catch (problem) {
      const error = problem as ApiError;
      // A wrong PIN or code is a 401 too, but it says nothing about the token in use.
      const about = error.code === "wrong_pin" || error.code === "wrong_code";
      if (error.status === 401 && token && !about) options.onUnauthorised?.(error);
      throw error;
    }
  }

  async function persistent<T>(
    method: Method,
    path: string,
    body: unknown,
    given: CallOptions,
    read: Read<T>,
  ): Promise<T> {
    const call = { ...given };
    if (method === "POST") call.key ??= newKey();
    const tries = call.tries ?? options.tries ?? 3;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(method, path, body, call, read);
      } catch (problem) {
        const error = problem as ApiError;
        if (!error.uncertain || attempt + 1 >= tries) throw error;
        const wait = error.retryAfter === null ? 0 : Math.min(error.retryAfter, 10) * 1000;
        await sleep(Math.max(wait, backoff(attempt)));
      }
    }
  }

  function call<T>(method: Method, path: string, body?: unknown, given: CallOptions = {}) {
    return persistent<T>(method, path, body, given, async (answer) =>
      answer.status === 204 ? (undefined as T) : ((await answer.json()) as T),
    );
  }

  return {
    call,
    get: (path, given) => call("GET", path, undefined, given),
    post: (path, body, given) => call("POST", path, body, given),
    put: (path, body, given) => call("PUT", path, body, given),
    patch: (path, body, given) => call("PATCH", path, body, given),
    del: (path, given) => call("DELETE", path, undefined, given),
    blob: (path) => persistent("GET", path, undefined, {}, (answer) => answer.blob()),
  };
}

/** One try; the time limit covers the body too, which weak Wi-Fi may cut short. */
async function timed<T>(
  options: ApiOptions,
  call: CallOptions,
  path: string,
  init: RequestInit,
  read: Read<T>,
): Promise<T> {
  const ask = options.fetch ?? fetch;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), call.timeoutMs ?? options.timeoutMs ?? 10_000);
  try {
    const answer = await ask(path, { ...init, signal: abort.signal });
    if (!answer.ok) throw await readError(answer);
    return await read(answer);
  } catch (problem) {
    if (problem instanceof ApiError) throw problem;
    if (abort.signal.aborted) throw new ApiError("timeout", "No answer in time.", 0);
    throw new ApiError("offline", "The restaurant's box cannot be reached.", 0);
  } finally {
    clearTimeout(timer);
  }
}

async function readError(answer: Response): Promise<ApiError> {
  const after = Number(answer.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(after) && after > 0 ? after : null;
  try {
    const { error } = (await answer.json()) as {
      error: { code: string; message: string; details?: Record<string, unknown> };
    };
    return new ApiError(error.code, error.message, answer.status, error.details, retryAfter);
  } catch {
    return new ApiError(`http_${answer.status}`, answer.statusText, answer.status, {}, retryAfter);
  }
}

export function asApiError(problem: unknown): ApiError {
  if (problem instanceof ApiError) return problem;
  return new ApiError("unexpected", String(problem), -1);
}
