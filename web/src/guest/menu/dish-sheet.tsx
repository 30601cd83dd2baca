import { useRef, useState } from "preact/hooks";
import type { MenuItem } from "../../api/schema";
import { Button, DietMark, dietWord, Empty, Field, formatPrice, Sheet, Stepper } from "../../look";
import {
  type Choice,
  firstChoice,
  groupsOf,
  missing,
  MOST,
  NOTE_LENGTH,
  unitPaise,
} from "../model/choice";
import { allergenWords, DishBadges, Spice } from "../parts/marks";
import { Picture } from "../parts/picture";
import { addDish, editLine, lines } from "../state/cart";
import { closeSheet } from "../state/nav";
import { phase } from "../state/seat";
import { dish, menu } from "../state/shop";
import { say } from "../table-words";
import { names, t } from "../words";
import { GroupPicks, VariantPicks } from "./picks";

/** A dish to choose, or with `lineId` one in the cart to choose again. */
export function DishSheet({ id, lineId }: { id: string; lineId?: string | undefined }) {
  const item = dish(id);
  if (!item) {
    return (
      <Sheet title={t("menu")} onClose={closeSheet}>
        <Empty title={say("notOnMenu")} />
      </Sheet>
    );
  }
  return <OpenDish key={id} item={item} lineId={lineId} />;
}

function choiceOfLine(lineId: string | undefined): Choice | null {
  const line = lines.value.find((one) => one.line_id === lineId && one.mine);
  if (!line) return null;
  return {
    variantId: line.variant_id,
    modifiers: line.modifiers.map((modifier) => modifier.id),
    quantity: line.quantity,
    note: line.special_instructions,
  };
}

function OpenDish({ item, lineId }: { item: MenuItem; lineId?: string | undefined }) {
  const groups = menu.value?.modifier_groups ?? [];
  const [choice, setChoice] = useState<Choice>(() => choiceOfLine(lineId) ?? firstChoice(item));
  const [wrong, setWrong] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const { first, second, firstLang, secondLang } = names(item);
  const still = missing(item, groups, choice);
  const total = formatPrice(unitPaise(item, groups, choice) * choice.quantity);

  function set(next: Partial<Choice>) {
    setChoice({ ...choice, ...next });
    setWrong(null);
  }

  function done() {
    if (still) {
      setWrong(still);
      const place = body.current?.querySelector<HTMLElement>(`[data-picks="${still}"]`);
      place?.scrollIntoView({ block: "center" });
      place?.querySelector<HTMLElement>("input")?.focus({ preventScroll: true });
      return;
    }
    const wish = {
      menu_item_id: item.id,
      variant_id: choice.variantId,
      quantity: choice.quantity,
      modifiers: choice.modifiers,
      special_instructions: choice.note.trim(),
    };
    if (lineId) editLine(lineId, wish);
    else addDish(wish, first);
    closeSheet();
  }

  const orderable = item.is_available && phase.value !== "ended";
  return (
    <Sheet
      title={first}
      onClose={closeSheet}
      foot={
        orderable ? (
          <div class="dish-foot">
            <Stepper
              value={choice.quantity}
              max={MOST}
              what={say("quantity")}
              onChange={(quantity) => set({ quantity })}
            />
            <Button kind="primary" size="big" class="grow" onClick={done}>
              <span>{lineId ? say("saveFor", total) : say("addFor", total)}</span>
            </Button>
          </div>
        ) : (
          !item.is_available && <p class="gone-note">{t("gone")}</p>
        )
      }
    >
      <div class="stack" ref={body}>
        <Picture name={item.picture} large />
        <div class="stack tight">
          <div class="row wrap">
            <DietMark diet={item.diet} size="1.25rem" />
            <span class="small" aria-hidden="true">
              {dietWord(item.diet)}
            </span>
            <Spice level={item.spice} />
            <DishBadges item={item} />
          </div>
          {second && (
            <p class="dish-second" lang={secondLang}>
              {second}
            </p>
          )}
          {item.description && <p>{item.description}</p>}
          {item.allergens.length > 0 && (
            <p class="soft small">{t("contains", allergenWords(item))}</p>
          )}
          {item.variants.length === 0 && (
            <p class="dish-price" lang={firstLang}>
              {formatPrice(item.price_paise)}
            </p>
          )}
        </div>
        {orderable && (
          <>
            {item.variants.length > 0 && (
              <VariantPicks
                variants={item.variants}
                picked={choice.variantId}
                wrong={wrong === "variant"}
                onPick={(variantId) => set({ variantId })}
              />
            )}
            {groupsOf(item, groups).map((group) => (
              <GroupPicks
                key={group.id}
                group={group}
                picked={choice.modifiers}
                wrong={wrong === group.id}
                onPick={(modifiers) => set({ modifiers })}
              />
            ))}
            <Field
              label={say("noteLabel")}
              value={choice.note}
              placeholder={say("noteHint")}
              maxLength={NOTE_LENGTH}
              rows={2}
              onInput={(note) => set({ note })}
            />
          </>
        )}
      </div>
    </Sheet>
  );
}
