import { useState } from "preact/hooks";
import { Button, Sheet } from "../look";
import { CopyField } from "../owner/parts/copy-field";
import { api, type Device, type Hooks } from "./api";
import { useAct } from "./parts";

/** Where Razorpay and Stripe tell the cloud what came of a payment, for one box. */
export function HooksSheet({ device, onClose }: { device: Device; onClose: () => void }) {
  const [made, setMade] = useState<Hooks | null>(null);
  const [busy, act] = useAct();
  const make = () =>
    act(async () => setMade(await api.post<Hooks>(`/owner/devices/${device.id}/hooks`, {})));
  return (
    <Sheet title={`Payment news for ${device.name}`} onClose={onClose}>
      {made ? (
        <div class="stack" data-testid="hooks">
          <p>
            Enter the one you use as the address of a webhook in your payment company’s dashboard.
            The webhook’s secret there goes to whoever set the box up: by it the box knows whom to
            believe.
          </p>
          <div class="field">
            <span class="label">Razorpay</span>
            <CopyField
              label="Razorpay"
              value={location.origin + made.razorpay}
              testid="hook-razorpay"
            />
          </div>
          <div class="field">
            <span class="label">Stripe</span>
            <CopyField label="Stripe" value={location.origin + made.stripe} testid="hook-stripe" />
          </div>
          <p class="soft small">
            They are not shown again. The ones made before these stay good until others are made.
          </p>
          <Button wide onClick={onClose} testid="hooks-done">
            Done
          </Button>
        </div>
      ) : (
        <div class="stack">
          <p>
            The box cannot be reached from the internet, so payment companies tell the cloud when
            money came or went back, and the cloud tells the box. Each box has addresses of its own.
          </p>
          <p class="soft small">
            Without them the box asks the payment company by itself: it only hears a little later.
          </p>
          <Button kind="primary" wide busy={busy} onClick={() => void make()} testid="make-hooks">
            Make the addresses
          </Button>
        </div>
      )}
    </Sheet>
  );
}
