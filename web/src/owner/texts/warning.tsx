import { useState } from "preact/hooks";
import { Button, Sheet } from "../../look";
import { Check } from "../parts/controls";
import { busy } from "./store";

export interface ModemWarningProps {
  onClose: () => void;
  onAgree: () => Promise<void>;
}

/** What the law says of texts from a SIM: nobody switches the modem on unread. */
export function ModemWarning({ onClose, onAgree }: ModemWarningProps) {
  const [read, setRead] = useState(false);
  return (
    <Sheet
      title="Before a SIM sends texts"
      onClose={onClose}
      alert
      foot={
        <div class="row apart">
          <Button onClick={onClose} testid="modem-no">
            Leave it off
          </Button>
          <Button
            kind="danger"
            disabled={!read}
            busy={busy.value}
            testid="modem-yes"
            onClick={() => void onAgree()}
          >
            Use the modem
          </Button>
        </div>
      }
    >
      <div class="stack" data-testid="modem-warning">
        <p>
          In India, texts of a business must come from a registered header with registered words
          (TRAI’s rules for commercial messages of 2018, amended in February 2025). Texts to guests
          from an ordinary ten-digit number are those of an unregistered telemarketer, also when
          they are welcome.
        </p>
        <p>
          After a few complaints the operator may bar the SIM, and others in the same name. A fine
          is possible. The house answers for it, not the maker of this box.
        </p>
        <p>
          It sends ten texts a minute at most and has a limit a day. A gateway with registered
          texts, or the counter’s screen, needs none of this.
        </p>
        <Check on={read} onChange={setRead}>
          I have read this, and answer for it
        </Check>
      </div>
    </Sheet>
  );
}
