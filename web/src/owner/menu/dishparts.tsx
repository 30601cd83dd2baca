import type { Diet, Menu } from "../../api/schema";
import { DietMark, Field } from "../../look";
import { Check, Choice, Select } from "../parts/controls";
import { type DishForm, type DishProblems, lastPlace } from "./draft";
import { sorted, used } from "./find";
import { PricedRows } from "./rows";
import { StationChips } from "./stations/chips";
import { ALLERGENS, groupRule, taxWord } from "./words";

export interface DishPartProps {
  menu: Menu;
  form: DishForm;
  set: (part: Partial<DishForm>) => void;
  problems: DishProblems;
}

export function Basics({ menu, form, set, problems }: DishPartProps) {
  return (
    <>
      <Field
        label="Name"
        value={form.name}
        onInput={(name) => set({ name })}
        wrong={problems.name}
        maxLength={80}
        testid="dish-name"
      />
      <Field
        label="Name in the guests' script"
        placeholder="दाल मखनी"
        value={form.name_local}
        onInput={(name_local) => set({ name_local })}
        maxLength={80}
        testid="dish-name-local"
      />
      <Field
        label="What it is"
        rows={3}
        placeholder="One true detail: what is in it, how it is cooked."
        value={form.description}
        onInput={(description) => set({ description })}
        maxLength={600}
        testid="dish-description"
      />
      <Select
        label="Category"
        options={sorted(menu.categories).map((one) => ({ key: one.id, label: one.name }))}
        value={form.category_id}
        onChange={(category_id) => set({ category_id, sort: lastPlace(menu, category_id) })}
        testid="dish-category"
      />
    </>
  );
}

export function Prices({ form, set, problems }: DishPartProps) {
  const sizes = form.variants.length > 0;
  return (
    <fieldset class="field">
      <legend class="label">{sizes ? "Sizes and their prices" : "Price"}</legend>
      {!sizes && (
        <div class="rupees">
          <Field
            label="Price in rupees"
            hideLabel
            inputMode="decimal"
            placeholder="280"
            value={form.price}
            onInput={(price) => set({ price })}
            wrong={problems.price}
            testid="dish-price"
          />
        </div>
      )}
      <PricedRows
        rows={form.variants}
        onChange={(variants) => set({ variants })}
        what="size"
        namePlaceholder={form.variants.length === 0 ? "Half" : "Full"}
        max={12}
      />
      {problems.variants && (
        <span class="wrong" role="alert">
          {problems.variants}
        </span>
      )}
      <span class="hint">
        {sizes
          ? "The guest picks one; its price counts."
          : "Half and full, small and large? Add sizes instead."}
      </span>
    </fieldset>
  );
}

const DIETS: { key: Diet; word: string }[] = [
  { key: "VEG", word: "Veg" },
  { key: "NON_VEG", word: "Non-veg" },
  { key: "EGG", word: "Egg" },
];

export function Marks({ form, set, problems }: DishPartProps) {
  const veg = form.diet === "VEG";
  const spice = String(form.spice) as "0" | "1" | "2" | "3";
  return (
    <>
      <Choice
        label="Diet mark"
        options={DIETS.map(({ key, word }) => ({
          key,
          label: (
            <>
              <DietMark diet={key} /> {word}
            </>
          ),
        }))}
        value={form.diet}
        onChange={(diet) => set({ diet })}
        testid="dish-diet"
      />
      {veg && (
        <div class="row wrap">
          <Check on={form.is_jain} onChange={(is_jain) => set({ is_jain })} testid="dish-jain">
            Jain: no onion, garlic, roots
          </Check>
          <Check on={form.is_vegan} onChange={(is_vegan) => set({ is_vegan })} testid="dish-vegan">
            Vegan
          </Check>
        </div>
      )}
      <Choice
        label="How hot"
        options={[
          { key: "0", label: "Not" },
          { key: "1", label: "Mild" },
          { key: "2", label: "Hot" },
          { key: "3", label: "Very hot" },
        ]}
        value={spice}
        onChange={(key) => set({ spice: Number(key) as 0 | 1 | 2 | 3 })}
        testid="dish-spice"
      />
      <fieldset class="field" data-testid="dish-allergens">
        <legend class="label">Contains</legend>
        <div class="row wrap">
          {ALLERGENS.map(({ key, word }) => (
            <Check
              key={key}
              on={form.allergens.includes(key)}
              onChange={(on) =>
                set({
                  allergens: ALLERGENS.map((one) => one.key).filter((one) =>
                    one === key ? on : form.allergens.includes(one),
                  ),
                })
              }
            >
              {word}
            </Check>
          ))}
        </div>
        {problems.marks && (
          <span class="wrong" role="alert">
            {problems.marks}
          </span>
        )}
      </fieldset>
    </>
  );
}

export function KitchenPart({ menu, form, set, problems }: DishPartProps) {
  const classes = [
    ...new Set([form.tax_class, "restaurant", "packaged", ...used(menu, "tax_class")]),
  ].sort((a, b) => Number(b === "restaurant") - Number(a === "restaurant"));
  return (
    <>
      <StationChips
        chosen={form.stations}
        hint={categoryStations(menu, form.category_id)}
        wrong={problems.stations}
        onChange={(stations) => set({ stations })}
      />
      <div class="pair">
        <Field
          label="Ready in (minutes)"
          inputMode="numeric"
          value={form.prep_minutes}
          onInput={(prep_minutes) => set({ prep_minutes })}
          wrong={problems.prep_minutes}
          maxLength={3}
          testid="dish-minutes"
        />
        <Select
          label="Taxed as"
          options={classes.map((key) => ({ key, label: taxWord(key) }))}
          value={form.tax_class}
          onChange={(tax_class) => set({ tax_class })}
          testid="dish-tax"
        />
      </div>
    </>
  );
}

/** What happens to a dish that names no station. */
function categoryStations(menu: Menu, id: string): string {
  const category = menu.categories.find((one) => one.id === id);
  const stations = category?.stations ?? [];
  return stations.length > 0
    ? `None: as ${category?.name} says, at ${stations.join(" and ")}.`
    : "None: at the station for all the rest.";
}

export function Choices({ menu, form, set }: DishPartProps) {
  if (menu.modifier_groups.length === 0) return null;
  const chosen = form.modifier_group_ids;
  return (
    <fieldset class="field" data-testid="dish-groups">
      <legend class="label">Choices offered with it</legend>
      <div class="row wrap">
        {menu.modifier_groups.map((group) => (
          <Check
            key={group.id}
            on={chosen.includes(group.id)}
            onChange={(on) =>
              set({
                modifier_group_ids: on
                  ? [...chosen, group.id]
                  : chosen.filter((one) => one !== group.id),
              })
            }
          >
            {group.name} <span class="soft small">{groupRule(group)}</span>
          </Check>
        ))}
      </div>
    </fieldset>
  );
}
