import { useState } from "preact/hooks";
import type { Drawer } from "../../api/schema";
import { Button, formatMoney, formatPrice, Money, Sheet } from "../../look";
import { DENOMINATIONS, readCount, type Typed } from "../model/drawer";
import { countDrawer } from "../state/drawer";

/** Counted blind: nobody is told before what there should be. */
export function CountSheet({ drawer, onClose }: { drawer: Drawer; onClose: () => void }) {
  const [typed, setTyped] = useState<Typed>({});
  const [sure, setSure] = useState(false);
  const read = readCount(typed);
  const wrong = "wrong" in read ? read.wrong : null;
  const sum = "sum" in read ? read.sum : 0;
  return (
    <Sheet
      title={`Count ${drawer.cashier}’s drawer`}
      onClose={onClose}
      foot={
        <Button
          kind={sure ? "danger" : "primary"}
          size="big"
          wide
          disabled={wrong !== null}
          testid="count-confirm"
          onClick={() => {
            if (!sure) setSure(true);
            else if ("counts" in read) {
              countDrawer(drawer, read.counts);
              onClose();
            }
          }}
        >
          {wrong !== null ? (
            `How many of ${formatPrice(wrong)}?`
          ) : (
            <span>
              {sure ? "Yes, close it with" : "Counted"} <span class="num">{formatMoney(sum)}</span>
            </span>
          )}
        </Button>
      }
    >
      <ul class="count">
        {DENOMINATIONS.map((paise) => (
          <li key={paise}>
            <label>
              <span class="num">{formatPrice(paise)}</span>
              <span class="soft">×</span>
              <input
                class="input num"
                inputMode="numeric"
                autocomplete="off"
                maxLength={6}
                placeholder="0"
                aria-invalid={wrong === paise ? "true" : undefined}
                value={typed[paise] ?? ""}
                data-testid={`count-${paise}`}
                onInput={(event) => {
                  setSure(false);
                  setTyped({ ...typed, [paise]: event.currentTarget.value });
                }}
              />
            </label>
            <Money paise={paise * (Number(typed[paise]) || 0)} />
          </li>
        ))}
      </ul>
      <p class="soft small">A count is final. A mistake in it stands as over or short.</p>
    </Sheet>
  );
}
