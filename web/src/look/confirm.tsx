import { signal } from "@preact/signals";
import { Button } from "./button";
import { Sheet } from "./sheet";
import { say } from "./words";

export interface Question {
  title: string;
  text?: string;
  yes: string;
  no?: string;
  danger?: boolean;
}

const asked = signal<(Question & { answer: (yes: boolean) => void }) | null>(null);

/** Asks once before what cannot be undone. `if (await confirm({...})) …` */
export function confirm(question: Question): Promise<boolean> {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = null;
        resolve(yes);
      },
    };
  });
}

/** Put one of these at the end of each page. */
export function Confirm() {
  const question = asked.value;
  if (!question) return null;
  const { title, text, yes, no, danger, answer } = question;
  return (
    <Sheet
      title={title}
      alert
      onClose={() => answer(false)}
      foot={
        <div class="stack tight">
          <Button kind={danger ? "danger" : "primary"} wide onClick={() => answer(true)}>
            {yes}
          </Button>
          <Button kind="plain" wide autofocus onClick={() => answer(false)}>
            {no ?? say("cancel")}
          </Button>
        </div>
      }
    >
      {text && <p>{text}</p>}
    </Sheet>
  );
}
