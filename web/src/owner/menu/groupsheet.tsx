import { useState } from "preact/hooks";
import type { ModifierGroup, ModifierGroupDraft } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Button, Field, Icon, Sheet, Stepper, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { groupDraft, groupForm, type GroupForm, groupProblems } from "./groupdraft";
import { PricedRows } from "./rows";
import { menu } from "./store";
import { groupRule } from "./words";

export interface GroupSheetProps {
  group: ModifierGroup | null;
  /** Dishes that offer it. */
  used: number;
  onClose: () => void;
}

export function GroupSheet({ group, used, onClose }: GroupSheetProps) {
  const [form, setForm] = useState(() => groupForm(group));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<GroupForm>) => setForm({ ...form, ...part });
  const problems = tried ? groupProblems(form) : {};
  const saving = useSave(async (body: ModifierGroupDraft, key) => {
    if (group) await api.put(`/api/menu/modifier-groups/${group.id}`, body);
    else await api.post("/api/menu/modifier-groups", body, { key });
    await menu.load();
  });
  const removing = useSave(async (id: string) => {
    await api.del(`/api/menu/modifier-groups/${id}`);
    await menu.load();
  });

  async function save() {
    setTried(true);
    if (Object.keys(groupProblems(form)).length > 0) return;
    if (!(await saving.run(groupDraft(form)))) return;
    toast(`${form.name.trim()} is saved`);
    onClose();
  }

  async function remove(one: ModifierGroup) {
    if (!(await removing.run(one.id))) return;
    toast(`${one.name} is removed`, { undo: () => void bringBack(one) });
    onClose();
  }

  const error = saving.error ?? removing.error;
  return (
    <Sheet
      title={group?.name ?? "New choices"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {group ? (
            <Button
              kind="danger"
              busy={removing.busy}
              onClick={() => void remove(group)}
              testid="delete-group"
            >
              <Icon name="bin" /> Remove
            </Button>
          ) : (
            <span />
          )}
          <Button kind="primary" busy={saving.busy} onClick={save} testid="save-group">
            {group ? "Save" : "Add"}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <Field
          label="What the guest is asked"
          placeholder="How hot?"
          value={form.name}
          onInput={(name) => set({ name })}
          wrong={problems.name}
          maxLength={80}
          autofocus={group === null}
          testid="group-name"
        />
        <fieldset class="field">
          <legend class="label">To choose from, and what each adds</legend>
          <PricedRows
            rows={form.rows}
            onChange={(rows) => set({ rows })}
            what="choice"
            namePlaceholder="Medium"
            freePrice
            max={40}
          />
          {problems.rows && (
            <span class="wrong" role="alert">
              {problems.rows}
            </span>
          )}
        </fieldset>
        <fieldset class="field" data-testid="group-rule">
          <legend class="label">How many of them</legend>
          <div class="rule">
            <span>at least</span>
            <Stepper
              value={form.min}
              onChange={(min) => set({ min })}
              what="least"
              min={0}
              max={20}
            />
            <span>at most</span>
            <Stepper
              value={form.max}
              onChange={(max) => set({ max })}
              what="most"
              min={1}
              max={20}
            />
          </div>
          {problems.rule ? (
            <span class="wrong" role="alert">
              {problems.rule}
            </span>
          ) : (
            <span class="hint">Guests read: {groupRule(form)}</span>
          )}
        </fieldset>
        {used > 0 && <p class="soft small">A change here shows with all {used} dishes at once.</p>}
        {error && (
          <p class="note bad" role="alert">
            {sorry(error)}
          </p>
        )}
      </div>
    </Sheet>
  );
}

async function bringBack({ name, min, max, modifiers }: ModifierGroup) {
  const rows = modifiers.map((one) => ({ name: one.name, price_paise: one.price_paise }));
  try {
    await api.post("/api/menu/modifier-groups", { name, min, max, modifiers: rows });
    await menu.load();
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
  }
}
