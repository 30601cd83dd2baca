import { useState } from "preact/hooks";
import type { Printer } from "../../api/schema";
import { Button, confirm, Field, Icon, Sheet, toast } from "../../look";
import { api } from "../../staff/session";
import { byPlace, stations } from "../menu/stations/store";
import { Check, Choice, Switch } from "../parts/controls";
import { sorry } from "../parts/errors";
import { useLoaded } from "../parts/load";
import { useSave } from "../parts/save";
import { draftOf, fresh, type PrinterDraft, problemsOf, tidied } from "./draft";
import { asking, dropAll, printing } from "./store";
import { ALL_STATIONS, KINDS } from "./words";

export interface PrinterSheetProps {
  all: Printer[];
  printer: Printer | null;
  onClose: () => void;
}

export function PrinterSheet({ all, printer, onClose }: PrinterSheetProps) {
  useLoaded(stations);
  const [draft, setDraft] = useState(printer ? draftOf(printer) : fresh(all.length === 0));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<PrinterDraft>) => setDraft({ ...draft, ...part });
  const others = all.filter((one) => one.id !== printer?.id).map((one) => one.name);
  const found = problemsOf(draft, others);
  const problems = tried ? found : {};
  const saving = useSave((body: PrinterDraft, key: string) =>
    printer
      ? api.put(`/api/printers/${printer.id}`, body)
      : api.post("/api/printers", body, { key }),
  );
  const removing = useSave((id: string) => api.del(`/api/printers/${id}`));

  async function save() {
    setTried(true);
    if (Object.keys(found).length > 0 || !(await saving.run(tidied(draft)))) return;
    void printing.load();
    onClose();
  }
  async function remove(one: Printer) {
    const sure = await confirm({
      title: `Remove ${one.name}?`,
      text: "Nothing is printed there any more. Its stations’ tickets show on screens only.",
      yes: "Remove it",
      danger: true,
    });
    if (!sure || !(await removing.run(one.id))) return;
    toast(`${one.name} is removed`);
    void printing.load();
    onClose();
  }
  const error = saving.error ?? removing.error;
  const left = printer ? printer.waiting + printer.unknown : 0;
  return (
    <Sheet
      title={printer?.name ?? "A new printer"}
      onClose={onClose}
      foot={
        <div class="row apart">
          {printer ? (
            <Button
              kind="danger"
              busy={removing.busy}
              testid="remove-printer"
              onClick={() => void remove(printer)}
            >
              <Icon name="bin" /> Remove
            </Button>
          ) : (
            <span />
          )}
          <Button
            kind="primary"
            busy={saving.busy}
            onClick={() => void save()}
            testid="save-printer"
          >
            {printer ? "Save" : "Add"}
          </Button>
        </div>
      }
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {printer && left > 0 && (
          <div class="note wait row apart">
            <span>{left === 1 ? "1 print waits here." : `${left} prints wait here.`}</span>
            <Button
              busy={asking.value.has(printer.id)}
              testid="drop-all"
              onClick={() => void dropAll(printer)}
            >
              Drop all
            </Button>
          </div>
        )}
        <Where draft={draft} problems={problems} set={set} isNew={printer === null} />
        <Duties draft={draft} set={set} />
        {printer && (
          <Toggle
            word="Switched on"
            about="Off, it prints nothing and nothing is queued for it."
            on={draft.is_active}
            onChange={(is_active) => set({ is_active })}
          />
        )}
        {error && (
          <p class="note bad" role="alert">
            {sorry(error)}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}

interface PartProps {
  draft: PrinterDraft;
  set: (part: Partial<PrinterDraft>) => void;
}

function Where(
  props: PartProps & { problems: { name?: string; address?: string }; isNew: boolean },
) {
  const { draft, set, problems } = props;
  const kind = KINDS[draft.kind];
  return (
    <>
      <Field
        label="Name"
        placeholder="Kitchen, by the tandoor"
        value={draft.name}
        onInput={(name) => set({ name })}
        wrong={problems.name}
        maxLength={60}
        autofocus={props.isNew}
        testid="printer-name"
      />
      <div class="pair">
        <Choice
          label="How it is reached"
          options={(["TCP", "USB", "FILE"] as const).map((key) => ({
            key,
            label: KINDS[key].word,
          }))}
          value={draft.kind}
          onChange={(key) => set({ kind: key })}
          testid="printer-kind"
        />
        <Choice
          label="Paper"
          options={[
            { key: "80", label: "80 mm" },
            { key: "58", label: "58 mm" },
          ]}
          value={String(draft.width)}
          onChange={(key) => set({ width: Number(key) })}
          testid="printer-width"
        />
      </div>
      <Field
        label={kind.address}
        value={draft.address}
        onInput={(address) => set({ address })}
        wrong={problems.address}
        hint={kind.hint}
        maxLength={200}
        testid="printer-address"
      />
    </>
  );
}

function Duties({ draft, set }: PartProps) {
  const known = byPlace(stations.data.value?.items ?? []).map((one) => one.name);
  const everything = draft.stations.includes(ALL_STATIONS);
  const names = [...new Set([...known, ...draft.stations.filter((one) => one !== ALL_STATIONS)])];
  return (
    <>
      <fieldset class="field" data-testid="printer-stations">
        <legend class="label">Kitchen tickets of</legend>
        <div class="row wrap">
          <Check on={everything} onChange={(on) => set({ stations: on ? [ALL_STATIONS] : [] })}>
            All stations
          </Check>
          {!everything &&
            names.map((name) => (
              <Check
                key={name}
                on={draft.stations.includes(name)}
                onChange={(on) =>
                  set({
                    stations: on
                      ? [...draft.stations, name]
                      : draft.stations.filter((one) => one !== name),
                  })
                }
              >
                {name}
              </Check>
            ))}
        </div>
      </fieldset>
      <Toggle
        word="Receipts"
        about="Paid bills and credit notes come out here by themselves."
        on={draft.is_receipts}
        onChange={(is_receipts) => set({ is_receipts })}
      />
      <Toggle
        word="Cash drawer"
        about="The drawer hangs on it, and opens when cash is taken."
        on={draft.opens_drawer}
        onChange={(opens_drawer) => set({ opens_drawer })}
      />
    </>
  );
}

interface ToggleProps {
  word: string;
  about: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Toggle({ word, about, on, onChange }: ToggleProps) {
  return (
    <div class="row apart">
      <span>
        <span class="label">{word}</span>
        <span class="soft small block">{about}</span>
      </span>
      <Switch on={on} onChange={onChange} label={word} testid={`switch-${word}`} />
    </div>
  );
}
