import { useState } from "preact/hooks";
import type { Menu, ModifierGroup } from "../../api/schema";
import { Badge, Button, Empty, formatPrice, Icon } from "../../look";
import { GroupSheet } from "./groupsheet";
import { GroupStock } from "./stock";
import { groupRule } from "./words";

export function Groups({ menu }: { menu: Menu }) {
  const [open, setOpen] = useState<ModifierGroup | "new" | null>(null);
  const [stock, setStock] = useState("");
  return (
    <div class="stack narrow">
      <div class="row apart wrap">
        <p class="soft">Asked when a dish is put in the cart: how hot, which side, what extra.</p>
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-group">
          <Icon name="plus" /> Add choices
        </Button>
      </div>
      {menu.modifier_groups.length === 0 ? (
        <Empty title="No choices yet">Dishes are ordered as they stand on the menu.</Empty>
      ) : (
        <ul class="panel flush rows" data-testid="group-list">
          {menu.modifier_groups.map((group) => (
            <li key={group.id} class="category">
              <button type="button" class="row-button" onClick={() => setOpen(group)}>
                <span class="grow">
                  <span class="row wrap">
                    <strong>{group.name}</strong>
                    <Badge tone={group.min > 0 ? "accent" : "plain"}>{groupRule(group)}</Badge>
                  </span>
                  <span class="soft small">{listWords(group)}</span>
                </span>
                <span class="soft small">{usedBy(menu, group)}</span>
                <Icon name="next" />
              </button>
              <Button
                kind="plain"
                label={`What is left of ${group.name}`}
                testid="group-stock"
                onClick={() => setStock(group.id)}
              >
                <span class="small">{stockWords(group)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {stock && <GroupStock id={stock} onClose={() => setStock("")} />}
      {open && (
        <GroupSheet
          group={open === "new" ? null : open}
          used={open === "new" ? 0 : count(menu, open)}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function stockWords(group: ModifierGroup): string {
  const gone = group.modifiers.filter((one) => !one.is_available).length;
  return gone === 0 ? "Available" : `${gone} sold out`;
}

function listWords(group: ModifierGroup): string {
  return group.modifiers
    .map((one) => (one.price_paise ? `${one.name} +${formatPrice(one.price_paise)}` : one.name))
    .join(", ");
}

function count(menu: Menu, group: ModifierGroup): number {
  return menu.items.filter((one) => one.modifier_group_ids.includes(group.id)).length;
}

function usedBy(menu: Menu, group: ModifierGroup): string {
  const dishes = count(menu, group);
  return dishes === 0 ? "not used" : dishes === 1 ? "1 dish" : `${dishes} dishes`;
}
