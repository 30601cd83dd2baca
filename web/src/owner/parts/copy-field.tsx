import { useRef, useState } from "preact/hooks";
import { Button, Icon, toast } from "../../look";
import { OwnerIcon } from "./icons";

export interface CopyFieldProps {
  label: string;
  value: string;
  testid: string;
}

/** Something long that is carried elsewhere. */
export function CopyField({ label, value, testid }: CopyFieldProps) {
  const shown = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    const done = await copyFrom(shown.current, value);
    setCopied(done);
    if (!done) toast("It is marked: copy it by hand", { bad: true });
  }
  return (
    <div class="copy-field">
      <textarea
        ref={shown}
        class="input"
        rows={2}
        readOnly
        spellcheck={false}
        value={value}
        aria-label={label}
        data-testid={testid}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button onClick={() => void copy()} testid={`copy-${testid}`}>
        {copied ? <Icon name="check" /> : <OwnerIcon name="copy" />} {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}

/** A page that came over plain HTTP may not use the clipboard's own interface. */
async function copyFrom(shown: HTMLTextAreaElement | null, text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Marked and copied as by hand, below.
  }
  shown?.focus();
  shown?.select();
  return document.execCommand("copy");
}
