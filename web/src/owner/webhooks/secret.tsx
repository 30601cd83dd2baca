import { useRef, useState } from "preact/hooks";
import type { WebhookMade } from "../../api/schema";
import { Button, Icon, Sheet, toast } from "../../look";
import { OwnerIcon } from "../parts/icons";
import { hostOf } from "./words";

/** The secret of a webhook, this once. */
export function SecretSheet({ made, onClose }: { made: WebhookMade; onClose: () => void }) {
  const shown = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    const done = await copyFrom(shown.current, made.secret);
    setCopied(done);
    if (!done) toast("It is marked: copy it by hand", { bad: true });
  }
  return (
    <Sheet
      title="Its secret, shown this once"
      onClose={onClose}
      alert
      foot={
        <div class="row apart">
          <span />
          <Button kind="primary" onClick={onClose} testid="secret-kept">
            I have it
          </Button>
        </div>
      }
    >
      <div class="stack">
        <p>
          Put it into {hostOf(made.webhook.url)}: every message is signed with it, and what is not
          signed did not come from here. It is not shown again; who loses it drops this webhook and
          adds it anew.
        </p>
        <div class="webhook-secret">
          <textarea
            ref={shown}
            class="input"
            rows={2}
            readOnly
            spellcheck={false}
            value={made.secret}
            aria-label="Secret"
            data-testid="webhook-secret"
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button onClick={() => void copy()} testid="copy-secret">
            {copied ? <Icon name="check" /> : <OwnerIcon name="copy" />}{" "}
            {copied ? "Copied" : "Copy"}
          </Button>
        </div>
        <p class="soft small">
          Signatures follow the Standard Webhooks convention; there are libraries for most
          languages. The box’s docs/webhooks.md says how to check one.
        </p>
      </div>
    </Sheet>
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
