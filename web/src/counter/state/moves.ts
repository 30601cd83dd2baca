import type { Floor, Sitting, StaffName, Table } from "../../api/schema";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { attempt, takeSitting } from "./acts";
import { feed } from "./store";
import { go } from "./where";

/** Several tables change at once: the floor is read again, whatever the messages bring. */
async function readFloor(): Promise<void> {
  try {
    const floor = await api.get<Floor>("/api/tables");
    feed.update((state) => ({ ...state, ...floor }));
  } catch {
    // The next reset reads it.
  }
}

const shift = async (name: string, ask: () => Promise<Sitting>) => {
  let at: Sitting | null = null;
  const done = await attempt(name, ask, (sitting) => {
    at = sitting;
    takeSitting(sitting);
  });
  if (done) await readFloor();
  return at as Sitting | null;
};

const ask = (sitting: Sitting, what: string, body?: unknown) =>
  shift(`${what}-${sitting.id}`, () =>
    api.post<Sitting>(`/api/sittings/${sitting.id}/${what}`, body),
  );

/** Guests, orders and phones go to another table; a tap takes it back. */
export async function move(sitting: Sitting, from: string, to: Table): Promise<void> {
  const moved = await ask(sitting, "move", { table_id: to.id });
  if (!moved) return;
  go({ at: "table", table: to.id }, true);
  toast(`Table ${sitting.table_name} sits at ${to.name} now`, {
    undo: () =>
      void ask(moved, "move", { table_id: from }).then(
        (back) => back && go({ at: "table", table: from }, true),
      ),
  });
}

/** Another table joins this one: one bill. */
export async function merge(sitting: Sitting, other: Table): Promise<void> {
  if (!(await ask(sitting, "merge", { table_id: other.id }))) return;
  toast(`Tables ${sitting.table_name} and ${other.name} have one bill`, {
    undo: () => {
      const joined = feed.state.value?.tables.find((one) => one.id === other.id)?.sitting;
      if (joined) void unmerge(joined);
    },
  });
}

/** Takes a joined table out again, with what was ordered there. */
export async function unmerge(sitting: Sitting): Promise<boolean> {
  const apart = await ask(sitting, "unmerge");
  if (apart) toast(`Table ${apart.table_name} has its own bill again`);
  return apart !== null;
}

export interface Split {
  table_id: string;
  order_ids: string[];
  line_ids: string[];
  covers: number;
}

export const split = (sitting: Sitting, body: Split) => ask(sitting, "split", body);

export const handOver = (sitting: Sitting, waiter: string | null) =>
  attempt(
    `waiter-${sitting.id}`,
    () => api.patch<Sitting>(`/api/sittings/${sitting.id}`, { waiter }),
    takeSitting,
  );

export const newPin = (table: Table) =>
  attempt(
    `pin-${table.id}`,
    () => api.post<Table>(`/api/tables/${table.id}/pin`),
    () => void readFloor(),
  );

export async function staffNames(): Promise<StaffName[]> {
  return (await api.get<{ items: StaffName[] }>("/api/auth/staff/names")).items;
}
