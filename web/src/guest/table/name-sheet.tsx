import { useState } from "preact/hooks";
import { Button, Field, Sheet } from "../../look";
import { closeSheet } from "../state/nav";
import { me, rename } from "../state/seat";
import { say } from "../table-words";
import { t } from "../words";

export function NameSheet() {
  const [name, setName] = useState(me().name);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");

  async function save() {
    const wanted = name.trim();
    if (wanted === "" || wanted === me().name) return closeSheet();
    setBusy(true);
    try {
      await rename(wanted);
      closeSheet();
    } catch {
      setWrong(t("tryAgain"));
      setBusy(false);
    }
  }

  return (
    <Sheet title={say("nameTitle")} onClose={closeSheet}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <p class="soft">{say("nameText")}</p>
        <Field
          label={say("nameLabel")}
          autocomplete="given-name"
          maxLength={40}
          value={name}
          wrong={wrong}
          autofocus
          onInput={setName}
        />
        <Button kind="primary" size="big" wide type="submit" busy={busy}>
          {say("save")}
        </Button>
      </form>
    </Sheet>
  );
}
