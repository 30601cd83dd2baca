import { useState } from "preact/hooks";
import type { Staff } from "../../api/schema";
import { Button, Field, Sheet, toast } from "../../look";
import { ROLE_WORDS } from "../../staff/login";
import { api, forget } from "../../staff/session";
import { Select } from "../parts/controls";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { changesOf, problemsOf, rolesFor, type StaffDraft } from "./draft";
import { people } from "./people";

export interface StaffSheetProps {
  me: Staff;
  them: Staff | null;
  onClose: () => void;
}

const DOES: Record<string, string> = {
  OWNER: "Everything, also other owners.",
  MANAGER: "Menu, tables, staff, settings, reports, and all that a cashier does.",
  CASHIER: "Takes orders and money, gives discounts, closes bills.",
  WAITER: "Takes and serves orders, opens tables. No money.",
  KITCHEN_STAFF: "The kitchen board: start, done, sold out.",
};

export function StaffSheet({ me, them, onClose }: StaffSheetProps) {
  const [draft, setDraft] = useState<StaffDraft>({
    name: them?.name ?? "",
    role: them?.role ?? "WAITER",
    pin: "",
    again: "",
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<StaffDraft>) => setDraft({ ...draft, ...part });
  const problems = tried ? problemsOf(draft, them === null) : {};
  const saving = useSave(async (body: object, key) => {
    if (them) await api.patch(`/api/staff/${them.id}`, body);
    else await api.post("/api/staff", body, { key });
  });
  const taken = saving.error?.code === "name_taken" ? "Somebody has this name already." : undefined;

  async function save() {
    setTried(true);
    if (Object.keys(problemsOf(draft, them === null)).length > 0) return;
    const { name, role, pin } = draft;
    const body = them ? changesOf(draft, them) : { name: name.trim(), role, pin };
    if (!(await saving.run(body))) return;
    onClose();
    if (them?.id === me.id && ("pin" in body || "role" in body)) {
      toast("Saved. Sign in again with it.");
      return forget();
    }
    toast(them ? `${name.trim()} is saved` : `${name.trim()} may sign in now`);
    void people.load();
  }

  return (
    <Sheet
      title={them?.name ?? "Add somebody"}
      onClose={onClose}
      foot={
        <Button kind="primary" wide busy={saving.busy} onClick={save} testid="save-staff">
          {them ? "Save" : "Add"}
        </Button>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Name"
          value={draft.name}
          onInput={(name) => set({ name })}
          wrong={problems.name ?? taken}
          hint="As it stands on the sign-in tile."
          maxLength={80}
          autofocus={them === null}
          testid="staff-name"
        />
        <Select
          label="Role"
          options={rolesFor(me.role).map((role) => ({ key: role, label: ROLE_WORDS[role] }))}
          value={draft.role}
          onChange={(role) => set({ role })}
          hint={DOES[draft.role] ?? ""}
          testid="staff-role"
        />
        <div class="pair">
          <Field
            label={them ? "New PIN" : "PIN"}
            type="password"
            inputMode="numeric"
            autocomplete="new-password"
            maxLength={8}
            value={draft.pin}
            onInput={(pin) => set({ pin: pin.replace(/\D/g, "") })}
            wrong={problems.pin}
            hint={them ? "Leave it empty to keep the old one." : "Four to eight digits."}
            testid="staff-pin"
          />
          <Field
            label="The same again"
            type="password"
            inputMode="numeric"
            autocomplete="new-password"
            maxLength={8}
            value={draft.again}
            onInput={(again) => set({ again: again.replace(/\D/g, "") })}
            wrong={problems.again}
            testid="staff-pin-again"
          />
        </div>
        {saving.error && !taken && (
          <p class="note bad" role="alert">
            {sorry(saving.error)}
          </p>
        )}
        {them && them.id !== me.id && <Access them={them} onDone={onClose} />}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}

/** Taking the key away is undone by giving it back, so it does not ask. */
function Access({ them, onDone }: { them: Staff; onDone: () => void }) {
  const saving = useSave((is_active: boolean) => setActive(them, is_active));
  const next = !them.is_active;
  async function turn() {
    if (!(await saving.run(next))) return;
    toast(next ? `${them.name} may sign in again` : `${them.name} may no longer sign in`, {
      undo: () => void setActive(them, !next),
    });
    onDone();
  }
  return (
    <div class="danger-zone">
      <p class="soft small">
        {next
          ? "They cannot sign in now; what they did stays on record."
          : "Their orders and payments stay on record. Screens they use ask for a PIN again."}
      </p>
      {saving.error && (
        <p class="note bad" role="alert">
          {sorry(saving.error)}
        </p>
      )}
      <Button
        kind={next ? "normal" : "danger"}
        busy={saving.busy}
        onClick={turn}
        testid="staff-active"
      >
        {next ? "Let them sign in again" : "Stop them signing in"}
      </Button>
    </div>
  );
}

async function setActive(them: Staff, is_active: boolean) {
  await api.patch(`/api/staff/${them.id}`, { is_active });
  await people.load();
}
