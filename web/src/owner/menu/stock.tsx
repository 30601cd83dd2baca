import { useState } from "preact/hooks";
import type { MenuItem, ModifierGroup } from "../../api/schema";
import { Button, Field, Sheet } from "../../look";
import { Switch } from "../parts/controls";
import { menu, setAvailable, setLeft, setModifierAvailable, setVariantAvailable } from "./store";

const MOST = 999;

/** What there is of a dish tonight. Every change goes to the phones at once. */
export function DishStock({ id, onClose }: { id: string; onClose: () => void }) {
  const item = menu.data.value?.items.find((one) => one.id === id);
  if (!item) return null;
  return (
    <Sheet title={`${item.name} tonight`} onClose={onClose}>
      <div class="stack">
        <Row
          name="On the menu"
          on={item.is_available}
          onChange={(on) => void setAvailable(item, on)}
        >
          {item.is_available ? "Guests can order it." : "Every phone says that it is sold out."}
        </Row>
        <Countdown key={item.left} item={item} />
        {item.variants.map((one) => (
          <Row
            key={one.id}
            name={one.name}
            on={one.is_available}
            onChange={(on) => void setVariantAvailable(item, one.id, on)}
          />
        ))}
      </div>
    </Sheet>
  );
}

function Countdown({ item }: { item: MenuItem }) {
  const [typed, setTyped] = useState(item.left?.toString() ?? "");
  const count = Number(typed);
  const fits = /^\d{1,3}$/.test(typed.trim()) && count <= MOST;
  return (
    <form
      class="row countdown"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) void setLeft(item, count);
      }}
    >
      <div class="grow">
        <Field
          label="Portions left"
          inputMode="numeric"
          maxLength={3}
          placeholder="not counted"
          value={typed}
          hint={item.left === null ? "The last one is sold once." : `${item.left} can be ordered.`}
          onInput={setTyped}
          testid="dish-left"
        />
      </div>
      <Button
        type="submit"
        kind="primary"
        disabled={!fits || count === item.left}
        testid="set-left"
      >
        Count down
      </Button>
      {item.left !== null && (
        <Button kind="plain" onClick={() => void setAvailable(item, true)}>
          Stop counting
        </Button>
      )}
    </form>
  );
}

/** What there is of a group of choices, in all the dishes that offer it. */
export function GroupStock({ id, onClose }: { id: string; onClose: () => void }) {
  const group: ModifierGroup | undefined = menu.data.value?.modifier_groups.find(
    (one) => one.id === id,
  );
  if (!group) return null;
  return (
    <Sheet title={`${group.name} tonight`} onClose={onClose}>
      <div class="stack">
        {group.modifiers.map((one) => (
          <Row
            key={one.id}
            name={one.name}
            on={one.is_available}
            onChange={(on) => void setModifierAvailable(one.id, on)}
          />
        ))}
      </div>
    </Sheet>
  );
}

interface RowProps {
  name: string;
  on: boolean;
  onChange: (on: boolean) => void;
  children?: string;
}

function Row({ name, on, onChange, children }: RowProps) {
  return (
    <div class="row apart stock-row">
      <span>
        <span class="label">{name}</span>
        <span class="soft small block">{children ?? (on ? "there is enough" : "sold out")}</span>
      </span>
      <Switch on={on} onChange={onChange} label={name} testid={`stock-${name}`} />
    </div>
  );
}
