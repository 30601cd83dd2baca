import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { House } from "../../api/schema";
import { Bone, Button, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry, wrongField } from "../parts/errors";
import { publicHouse, settings } from "../parts/house";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { useSave } from "../parts/save";
import { FromAfar } from "./afar";
import { draftOf, houseOf, problemsOf, type SettingsDraft, type SettingsProblems } from "./draft";
import { Guests, HousePanel, Kitchen, Legal, MoneyPanel, Network, Orders } from "./panels";

/** What is typed but not saved survives a look at another page. */
const typed = signal<Partial<SettingsDraft>>({});

export function SettingsPage() {
  return (
    <OwnerPage title="Settings" about="What the pages, the bills and the printed codes say.">
      <Loader from={settings} bones={<Bones />}>
        {(house) => <Form house={house} />}
      </Loader>
    </OwnerPage>
  );
}

function Form({ house }: { house: House }) {
  const [tried, setTried] = useState(false);
  const draft = { ...draftOf(house), ...typed.value };
  const dirty = JSON.stringify(houseOf(draft)) !== JSON.stringify(house);
  const found = problemsOf(draft);
  const saving = useSave(async (body: House) => {
    const saved = await api.put<House>("/api/house/settings", body);
    settings.change(() => saved);
    void publicHouse.load();
  });
  const problems = shownProblems(found, typed.value, tried);
  const field = wrongField(saving.error) as keyof House;
  if (saving.error && field in house) problems[field] ??= sorry(saving.error);

  const set = (part: Partial<SettingsDraft>) => {
    saving.forgive();
    typed.value = { ...typed.value, ...part };
  };

  async function save() {
    setTried(true);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    if (!(await saving.run(houseOf(draft)))) return;
    typed.value = {};
    setTried(false);
    toast("Saved");
  }

  const parts = { draft, set, problems };
  return (
    <form
      class="settings"
      data-testid="settings"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <HousePanel {...parts} />
      <Legal {...parts} />
      <MoneyPanel {...parts} />
      <Orders {...parts} />
      <FromAfar {...parts} />
      <Guests {...parts} />
      <Kitchen {...parts} />
      <Network {...parts} />
      {dirty && (
        <div class="save-bar" role="region" aria-label="Unsaved changes">
          <p class="grow" role={saving.error || tried ? "alert" : undefined}>
            {saving.error
              ? sorry(saving.error)
              : tried && Object.keys(found).length > 0
                ? "Some of it is not right yet; see the marked fields."
                : "Not saved yet"}
          </p>
          <Button kind="plain" onClick={() => (typed.value = {})} testid="discard-settings">
            Discard
          </Button>
          <Button kind="primary" type="submit" busy={saving.busy} testid="save-settings">
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

/** A mistake is shown once its field was touched; all of them after the first try to save. */
function shownProblems(
  found: SettingsProblems,
  touched: Partial<SettingsDraft>,
  all: boolean,
): SettingsProblems {
  if (all) return { ...found };
  return Object.fromEntries(Object.entries(found).filter(([key]) => key in touched));
}

function Bones() {
  return (
    <div class="stack">
      <Bone height="20rem" />
      <Bone height="16rem" />
    </div>
  );
}
