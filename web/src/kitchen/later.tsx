import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { backoff } from "../app/api";
import { Bone, Loading } from "../look";

/** Parts that are seldom used, or by few screens: fetched after the first tickets are drawn. */
const PARTS = {
  expo: () => import("./views/expo"),
  pass: () => import("./views/expo"),
  counts: () => import("./views/counts"),
  numbers: () => import("./views/numbers"),
  recall: () => import("./sheets/recall"),
  out: () => import("./sheets/out"),
  line: () => import("./sheets/line"),
  screen: () => import("./sheets/screen"),
  keys: () => import("./sheets/keys"),
};
export type Part = keyof typeof PARTS;

const had = signal<Partial<Record<Part, FunctionComponent>>>({});
const wanted = new Set<Part>();

async function fetchPart(part: Part): Promise<void> {
  if (wanted.has(part)) return;
  wanted.add(part);
  for (let attempt = 0; !had.value[part]; attempt += 1) {
    try {
      const { default: Made } = (await PARTS[part]()) as { default: FunctionComponent };
      had.value = { ...had.value, [part]: Made };
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}

/** Not when they are wanted: by then the tablet may be in a dead spot. */
export function preload(): () => void {
  const timer = setTimeout(() => {
    for (const part of Object.keys(PARTS) as Part[]) void fetchPart(part);
  }, 3_000);
  return () => clearTimeout(timer);
}

export function Later({ part }: { part: Part }) {
  const Made = had.value[part];
  if (Made) return <Made />;
  void fetchPart(part);
  return (
    <Loading>
      <Bone height="4rem" />
    </Loading>
  );
}
