import { describe, expect, it } from "vitest";
import { ApiError, backoff, createApi } from "../../src/app/api";

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | "dropped";

/** A box that gives the listed answers in turn, and remembers what it was asked. */
function boxAnswering(...answers: Answer[]) {
  const asked: { path: string; headers: Record<string, string>; body: string }[] = [];
  const waits: number[] = [];
  let refused = 0;
  const api = createApi({
    token: () => "secret",
    onUnauthorised: () => (refused += 1),
    sleep: async (ms) => void waits.push(ms),
    fetch: async (path, init) => {
      const headers = init?.headers as Record<string, string>;
      asked.push({ path: String(path), headers, body: String(init?.body) });
      const answer = answers.shift();
      if (!answer || answer === "dropped") throw new TypeError("Failed to fetch");
      const body = answer.body === undefined ? null : JSON.stringify(answer.body);
      return new Response(body, { status: answer.status, headers: answer.headers ?? {} });
    },
  });
  return { api, asked, waits, refusals: () => refused };
}

const failing = (code: string) => ({ error: { code, message: "no", details: { left: 2 } } });

describe("api", () => {
  it("sends a write again with the same key after a dropped connection and a 503", async () => {
    const box = boxAnswering("dropped", { status: 503 }, { status: 201, body: { id: "a" } });
    expect(await box.api.post("/api/orders", { n: 1 })).toEqual({ id: "a" });
    const keys = box.asked.map((one) => one.headers["Idempotency-Key"]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(box.asked[2]?.body).toBe('{"n":1}');
  });

  it("does not repeat what the box has refused, and gives its code", async () => {
    const box = boxAnswering({ status: 409, body: failing("price_changed") });
    const error = await box.api.post("/api/orders", {}).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "price_changed", status: 409, details: { left: 2 } });
    expect(box.asked).toHaveLength(1);
  });

  it("gives up after three tries and says that it is offline", async () => {
    const box = boxAnswering("dropped", "dropped", "dropped", { status: 200, body: {} });
    await expect(box.api.get("/api/house")).rejects.toMatchObject({ code: "offline", status: 0 });
    expect(box.asked).toHaveLength(3);
  });

  it("waits as long as Retry-After says", async () => {
    const busy = { status: 503, headers: { "Retry-After": "4" } };
    const box = boxAnswering(busy, { status: 200, body: {} });
    await box.api.get("/api/house");
    expect(box.waits[0]).toBeGreaterThanOrEqual(4000);
  });

  it("reports a dead token but not a wrong PIN", async () => {
    const box = boxAnswering(
      { status: 401, body: failing("wrong_pin") },
      { status: 401, body: failing("unauthorized") },
    );
    await box.api.post("/api/auth/staff/login", {}).catch(() => undefined);
    expect(box.refusals()).toBe(0);
    await box.api.get("/api/auth/me").catch(() => undefined);
    expect(box.refusals()).toBe(1);
    expect(box.asked[0]?.headers.Authorization).toBe("Bearer secret");
  });

  it("answers nothing for 204 and names an error page that is not JSON by its status", async () => {
    const box = boxAnswering({ status: 204 }, { status: 404 });
    expect(await box.api.del("/api/cart")).toBeUndefined();
    await expect(box.api.get("/nowhere")).rejects.toMatchObject({ code: "http_404" });
  });

  it("backs off longer each time but never above five seconds", () => {
    expect(backoff(0, () => 1)).toBe(300);
    expect(backoff(2, () => 1)).toBe(1200);
    expect(backoff(30, () => 1)).toBe(5000);
    expect(backoff(0, () => 0)).toBe(150);
  });
});
