import type { WebhookMade } from "../../api/schema";
import { Button, Sheet } from "../../look";
import { CopyField } from "../parts/copy-field";
import { hostOf } from "./words";

/** The secret of a webhook, this once. */
export function SecretSheet({ made, onClose }: { made: WebhookMade; onClose: () => void }) {
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
        <CopyField label="Secret" value={made.secret} testid="webhook-secret" />
        <p class="soft small">
          Signatures follow the Standard Webhooks convention; there are libraries for most
          languages. The box’s docs/webhooks.md says how to check one.
        </p>
      </div>
    </Sheet>
  );
}
