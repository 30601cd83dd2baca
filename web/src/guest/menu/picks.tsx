import type { ComponentChildren } from "preact";
import type { ModifierGroup, Variant } from "../../api/schema";
import { Badge, formatPrice } from "../../look";
import { isFull, pick } from "../model/choice";
import { say } from "../table-words";
import { t } from "../words";

interface PicksProps {
  id: string;
  title: string;
  rule: string;
  wrong: boolean;
  children: ComponentChildren;
}

/** A question with its rule in words; a missing answer is said at the question. */
function Picks({ id, title, rule, wrong, children }: PicksProps) {
  return (
    <fieldset class={wrong ? "picks wrong" : "picks"} data-picks={id}>
      <legend>
        <strong>{title}</strong>
        <span class="picks-rule" role={wrong ? "alert" : undefined}>
          {wrong ? say("pleaseChoose") : rule}
        </span>
      </legend>
      {children}
    </fieldset>
  );
}

interface PickProps {
  type: "radio" | "checkbox";
  name: string;
  word: string;
  price: string;
  checked: boolean;
  gone: boolean;
  full?: boolean;
  onPick: () => void;
}

function Pick({ type, name, word, price, checked, gone, full, onPick }: PickProps) {
  const off = gone || (full === true && !checked);
  return (
    <label class={off ? "pick off" : "pick"}>
      <input
        type={type as "radio"}
        name={name}
        checked={checked}
        disabled={off}
        onChange={onPick}
      />
      <span class="grow">{word}</span>
      {gone ? <Badge tone="bad">{t("soldOut")}</Badge> : <span class="num">{price}</span>}
    </label>
  );
}

interface VariantPicksProps {
  variants: Variant[];
  picked: string | null;
  wrong: boolean;
  onPick: (id: string) => void;
}

export function VariantPicks({ variants, picked, wrong, onPick }: VariantPicksProps) {
  return (
    <Picks id="variant" title={say("size")} rule={say("chooseOne")} wrong={wrong}>
      {variants.map((variant) => (
        <Pick
          key={variant.id}
          type="radio"
          name="variant"
          word={variant.name}
          price={formatPrice(variant.price_paise)}
          checked={picked === variant.id}
          gone={!variant.is_available}
          onPick={() => onPick(variant.id)}
        />
      ))}
    </Picks>
  );
}

function ruleOf({ min, max }: ModifierGroup): string {
  if (min === 1 && max === 1) return say("chooseOne");
  if (min === 0) return say("chooseUpTo", max);
  if (min === max) return say("chooseMin", min);
  return say("chooseBetween", min, max);
}

interface GroupPicksProps {
  group: ModifierGroup;
  picked: string[];
  wrong: boolean;
  onPick: (modifiers: string[]) => void;
}

export function GroupPicks({ group, picked, wrong, onPick }: GroupPicksProps) {
  const one = group.min === 1 && group.max === 1;
  return (
    <Picks id={group.id} title={group.name} rule={ruleOf(group)} wrong={wrong}>
      {group.modifiers.map((modifier) => (
        <Pick
          key={modifier.id}
          type={one ? "radio" : "checkbox"}
          name={group.id}
          word={modifier.name}
          price={modifier.price_paise === 0 ? "" : `+ ${formatPrice(modifier.price_paise)}`}
          checked={picked.includes(modifier.id)}
          gone={!modifier.is_available}
          full={isFull(group, picked)}
          onPick={() => onPick(pick(group, picked, modifier.id))}
        />
      ))}
    </Picks>
  );
}
