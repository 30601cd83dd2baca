import { useState } from "preact/hooks";
import type { Bill, Buyer } from "../../api/schema";
import { Button, Field, Sheet } from "../../look";
import { busy } from "../state/acts";
import { nameBuyer } from "../state/bill";

const NOBODY: Buyer = { name: "", address: "", gstin: "" };
const GSTIN = /^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/;

/** A company wants its name and GSTIN on the invoice, before it is issued. */
export function BuyerSheet({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const [buyer, setBuyer] = useState<Buyer>(bill.buyer ?? NOBODY);
  const gstin = buyer.gstin.replace(/\s/g, "").toUpperCase();
  const odd = gstin !== "" && !GSTIN.test(gstin);
  const set = (more: Partial<Buyer>) => setBuyer({ ...buyer, ...more });
  async function save(next: Buyer) {
    if (await nameBuyer(bill, next)) onClose();
  }
  return (
    <Sheet
      title="Whom is the invoice for?"
      onClose={onClose}
      foot={
        <div class="row">
          {bill.buyer && (
            <Button size="big" kind="danger" onClick={() => void save(NOBODY)}>
              Nobody
            </Button>
          )}
          <Button
            size="big"
            kind="primary"
            class="grow"
            disabled={!buyer.name.trim() || odd}
            busy={busy.value.has(`buyer-${bill.id}`)}
            testid="buyer-confirm"
            onClick={() => void save({ ...buyer, gstin })}
          >
            {buyer.name.trim() ? "Put it on the invoice" : "Name?"}
          </Button>
        </div>
      }
    >
      <div class="stack">
        <Field
          label="Name"
          value={buyer.name}
          maxLength={80}
          placeholder="Company or person"
          testid="buyer-name"
          onInput={(name) => set({ name })}
        />
        <Field
          label="GSTIN, if they are registered"
          value={buyer.gstin}
          maxLength={18}
          placeholder="27AAPFU0939F1ZV"
          wrong={odd && gstin.length >= 15 ? "This is no GSTIN: 15 letters and digits." : undefined}
          testid="buyer-gstin"
          onInput={(text) => set({ gstin: text.toUpperCase() })}
        />
        <Field
          label="Address"
          value={buyer.address}
          rows={3}
          maxLength={300}
          onInput={(address) => set({ address })}
        />
      </div>
    </Sheet>
  );
}
