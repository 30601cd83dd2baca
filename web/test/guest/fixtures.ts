import type { Cart, CartLine, Menu, MenuItem, ModifierGroup, Quote } from "../../src/api/schema";

export const spice: ModifierGroup = {
  id: "g-spice",
  name: "How hot?",
  min: 1,
  max: 1,
  modifiers: [
    { id: "mild", name: "Mild", price_paise: 0, is_available: true },
    { id: "hot", name: "Hot", price_paise: 0, is_available: true },
  ],
};

export const extras: ModifierGroup = {
  id: "g-extras",
  name: "A little more?",
  min: 0,
  max: 2,
  modifiers: [
    { id: "paneer", name: "Extra paneer", price_paise: 6000, is_available: true },
    { id: "gravy", name: "More gravy", price_paise: 5000, is_available: true },
    { id: "butter", name: "Butter", price_paise: 3000, is_available: true },
  ],
};

export function dish(over: Partial<MenuItem> = {}): MenuItem {
  return {
    id: "tikka",
    category_id: "tandoor",
    central_fields: [],
    name: "Paneer Tikka",
    name_local: "पनीर टिक्का",
    description: "Charred at the corners.",
    price_paise: 28000,
    diet: "VEG",
    is_jain: false,
    is_vegan: false,
    spice: 1,
    allergens: ["MILK", "MUSTARD"],
    is_available: true,
    tax_class: "restaurant",
    stations: ["Tandoor"],
    left: null,
    prep_minutes: 12,
    picture: "tikka",
    sort: 0,
    is_popular: false,
    variants: [],
    modifier_group_ids: [],
    ...over,
  };
}

export const half = { id: "half", name: "Half", price_paise: 18000, sort: 0, is_available: true };
export const full = { id: "full", name: "Full", price_paise: 32000, sort: 1, is_available: true };

export function menuOf(...items: MenuItem[]): Menu {
  return {
    revision: 1,
    categories: [
      { id: "breads", name: "Breads", name_local: "", sort: 2, stations: [] },
      { id: "tandoor", name: "From the Tandoor", name_local: "", sort: 1, stations: [] },
    ],
    modifier_groups: [spice, extras],
    items,
  };
}

export function quoteOf(over: Partial<Quote> = {}): Quote {
  return {
    lines: [],
    items_paise: 96000,
    discount_paise: 0,
    subtotal_paise: 96000,
    taxes: [
      {
        tax_class: "restaurant",
        kind: "GST",
        label: "GST 18%",
        rate_bps: 1800,
        inclusive: false,
        taxable_paise: 96000,
        tax_paise: 17280,
        cgst_paise: 8640,
        sgst_paise: 8640,
        vat_paise: 0,
      },
    ],
    tax_paise: 17280,
    round_off_paise: 0,
    total_paise: 113280,
    ...over,
  };
}

export function lineOf(over: Partial<CartLine> = {}): CartLine {
  return {
    line_id: "l1",
    guest_id: "me",
    guest_name: "Asha",
    menu_item_id: "tikka",
    variant_id: null,
    name: "Paneer Tikka",
    variant_name: "",
    modifiers: [],
    quantity: 2,
    special_instructions: "",
    unit_paise: 28000,
    total_paise: 56000,
    diet: "VEG",
    is_available: true,
    mine: true,
    ...over,
  };
}

export function cartOf(...lines: CartLine[]): Cart {
  return { sitting_id: "s", lines, quote: quoteOf(), my_quote: quoteOf() };
}
