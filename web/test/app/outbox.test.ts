import { beforeEach, describe, expect, it } from "vitest";
import { type Api, ApiError } from "../../src/app/api";
import { keep } from "../../src/app/keep";
import { createOutbox, type Pending } from "../../src/app/outbox";

type Result = { answer: unknown } | { error: ApiError };
const dropped: Result = { error: new ApiError("offline", "", 0) };

function apiGiving(...results: Result[]) {
  const keys: (string | undefined)[] = [];
  const call = (_method: string, _path: string, _body: unknown, given?: { key?: string }) => {
    keys.push(given?.key);
    const next = results.shift() ?? dropped;
    return "answer" in next ? Promise.resolve(next.answer) : Promise.reject(next.error);
  };
  return { api: { call } as unknown as Api, keys };
}

const never = () => new Promise<void>(() => undefined);
const soon = () => Promise.resolve();

beforeEach(() => keep.remove("outbox.test"));

describe("outbox", () => {
  it("sends with one key until answered, and forgets only then", async () => {
    const { api, keys } = apiGiving(dropped, dropped, { answer: { id: "o1" } });
    const outbox = createOutbox(api, "test", { sleep: soon });
    const done = new Promise((resolve) => {
      outbox.handle("order", { done: resolve, failed: resolve });
    });
    const key = outbox.send("order", "POST", "/api/orders", { n: 1 });
    expect(keep.get<Pending[]>("outbox.test", [])[0]?.key).toBe(key);
    expect(await done).toEqual({ id: "o1" });
    expect(keys).toEqual([key, key, key]);
    expect(keep.get<Pending[]>("outbox.test", [])).toEqual([]);
    expect(outbox.pending.value).toEqual([]);
  });

  it("goes on after a reload with the key it had", async () => {
    const before = createOutbox(apiGiving(dropped).api, "test", { sleep: never });
    const key = before.send("order", "POST", "/api/orders", { n: 1 });

    const { api, keys } = apiGiving({ answer: { id: "o1" } });
    const after = createOutbox(api, "test", { sleep: soon });
    expect(after.pending.value).toHaveLength(1);
    const done = new Promise((resolve) => {
      after.handle("order", { done: resolve, failed: resolve });
    });
    after.resume();
    expect(await done).toEqual({ id: "o1" });
    expect(keys).toEqual([key]);
  });

  it("hands a refusal over and does not repeat it", async () => {
    const gone = { error: new ApiError("sold_out", "", 410, { name: "Naan" }) };
    const { api, keys } = apiGiving(gone);
    const outbox = createOutbox(api, "test", { sleep: soon });
    const failed = new Promise<ApiError>((resolve) => {
      outbox.handle("order", { done: () => undefined, failed: resolve });
    });
    outbox.send("order", "POST", "/api/orders", {});
    expect((await failed).code).toBe("sold_out");
    expect(keys).toHaveLength(1);
    expect(outbox.pending.value).toEqual([]);
  });

  it("does not send an old order again on its own", async () => {
    keep.set("outbox.test", [
      { key: "k", kind: "order", method: "POST", path: "/api/orders", body: {}, at: 0 },
    ]);
    const { api, keys } = apiGiving({ answer: {} });
    const outbox = createOutbox(api, "test", { sleep: soon, now: () => 31 * 60_000 });
    const failed = new Promise<ApiError>((resolve) => {
      outbox.handle("order", { done: () => undefined, failed: resolve });
    });
    outbox.resume();
    expect((await failed).code).toBe("expired");
    expect(keys).toEqual([]);
  });
});
