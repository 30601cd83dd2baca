import { expect, it } from "vitest";
import { type Agreement, ApiError } from "../../src/app/api";
import { wanted, withManager } from "../../src/counter/state/agree";

const MANAGER: Agreement = { name: "Arif", pin: "2580" };
const tooMuch = () => new ApiError("discount_limit", "More than you may give.", 403);

const turn = () => new Promise((done) => setTimeout(done, 0));

it("asks a manager only when the box says so", async () => {
  expect(await withManager(() => Promise.resolve("done"))).toBe("done");
  expect(wanted.value).toBeNull();
  const gone = new ApiError("already_paid", "It is paid.", 409);
  await expect(withManager(() => Promise.reject(gone))).rejects.toBe(gone);
  expect(wanted.value).toBeNull();
});

it("asks again when the PIN was wrong, and goes on with the right one", async () => {
  const seen: (Agreement | undefined)[] = [];
  const done = withManager((agreed) => {
    seen.push(agreed);
    if (!agreed) return Promise.reject(tooMuch());
    if (agreed.pin !== MANAGER.pin)
      return Promise.reject(new ApiError("wrong_pin", "Not right.", 401));
    return Promise.resolve("given");
  });
  await turn();
  expect(wanted.value?.why).toBe("More than you may give.");
  wanted.value?.answer({ ...MANAGER, pin: "0000" });
  await turn();
  expect(wanted.value?.why).toBe("Not right.");
  wanted.value?.answer(MANAGER);
  expect(await done).toBe("given");
  expect(seen).toEqual([undefined, { ...MANAGER, pin: "0000" }, MANAGER]);
  expect(wanted.value).toBeNull();
});

it("leaves it when nobody agrees", async () => {
  const refused = tooMuch();
  const done = withManager(() => Promise.reject(refused));
  await turn();
  wanted.value?.answer(null);
  await expect(done).rejects.toBe(refused);
});
