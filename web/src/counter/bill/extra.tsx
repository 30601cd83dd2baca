import { useState } from "preact/hooks";
import type { Bill, ExtraDraft } from "../../api/schema";
import { Button, Field, formatMoney, parseMoney, Sheet, Stepper, Tabs } from "../../look";
import { busy } from "../state/acts";
import { addExtra } from "../state/bill";

type Kind = "PACKING" | "DELIVERY" | "OPEN";

const KINDS: { key: Kind; label: string }[] = [
  { key: "PACKING", label: "Packing" },
  { key: "DELIVERY", label: "Delivery" },
  { key: "OPEN", label: "Something else" },
];

/** What was not ordered but belongs on the bill. */
export function ExtraSheet({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>("PACKING");
  const [name, setName] = useState("");
  const [typed, setTyped] = useState("");
  const [quantity, setQuantity] = useState(1);
  const price = parseMoney(typed);
  const lacks = kind === "OPEN" && !name.trim() ? "What is it?" : price ? "" : "How much?";

  async function add() {
    if (!price) return;
    const draft: ExtraDraft = { kind, unit_paise: price, quantity };
    if (kind === "OPEN") draft.name = name.trim();
    if (await addExtra(bill, draft)) onClose();
  }
  return (
    <Sheet
      title="Put on the bill"
      onClose={onClose}
      foot={
        <Button
          size="big"
          kind="primary"
          wide
          disabled={lacks !== ""}
          busy={busy.value.has(`extra-${bill.id}`)}
          testid="extra-confirm"
          onClick={() => void add()}
        >
          {lacks || (
            <span>
              Add <span class="num">{formatMoney((price ?? 0) * quantity)}</span>, and its tax
            </span>
          )}
        </Button>
      }
    >
      <div class="stack">
        <Tabs
          label="What"
          tabs={KINDS.map(({ key, label }) => ({
            key,
            label: <span data-testid={`extra-${key}`}>{label}</span>,
          }))}
          current={kind}
          onSelect={setKind}
        />
        {kind === "OPEN" && (
          <Field
            label="What it is, as the invoice will say"
            value={name}
            maxLength={80}
            placeholder="Birthday cake"
            testid="extra-name"
            onInput={setName}
          />
        )}
        <div class="row apart">
          <div class="grow">
            <Field
              label={quantity > 1 ? "Price of one" : "Price"}
              value={typed}
              inputMode="decimal"
              placeholder="₹"
              testid="extra-price"
              onInput={setTyped}
            />
          </div>
          <div class="beside-field">
            <Stepper what="of it" value={quantity} onChange={setQuantity} />
          </div>
        </div>
      </div>
    </Sheet>
  );
}
