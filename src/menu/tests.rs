use super::{Choice, MenuItem, Modifier, ModifierGroup, Offer, Variant};
use crate::base::{
    At, CategoryId, Code, ItemId, ModifierGroupId, ModifierId, Paise, VariantId, limits,
};
use crate::wire::Diet;

fn now() -> At {
    At::from_millis(0)
}

fn modifier(name: &str, paise: i64) -> Modifier {
    let id = ModifierId::new(now());
    Modifier { id, name: name.into(), price_paise: Paise(paise), is_available: true }
}

fn group(name: &str, min: u32, max: u32, modifiers: Vec<Modifier>) -> ModifierGroup {
    ModifierGroup { id: ModifierGroupId::new(now()), name: name.into(), min, max, modifiers }
}

fn variant(name: &str, paise: i64) -> Variant {
    let id = VariantId::new(now());
    Variant { id, name: name.into(), price_paise: Paise(paise), sort: 0, is_available: true }
}

/// Biryani, half or full, that asks how hot (one of three) and what else (up to two of three).
fn biryani() -> Offer {
    let heat = ["Mild", "Medium", "Hot"].map(|name| modifier(name, 0)).to_vec();
    let sides = vec![modifier("Raita", 5_000), modifier("Onions", 2_000), modifier("Lemon", 0)];
    let groups = vec![group("How hot?", 1, 1, heat), group("Beside it", 0, 2, sides)];
    let item = MenuItem {
        id: ItemId::new(now()),
        category_id: CategoryId::new(now()),
        name: "Biryani".into(),
        name_local: "बिरयानी".into(),
        description: String::new(),
        price_paise: Paise(18_000),
        diet: Diet::NonVeg,
        is_jain: false,
        is_vegan: false,
        spice: 2,
        allergens: Vec::new(),
        is_available: true,
        tax_class: "restaurant".into(),
        stations: vec!["Rice".into()],
        left: None,
        prep_minutes: 20,
        picture: String::new(),
        sort: 1,
        is_popular: false,
        variants: vec![variant("Half", 18_000), variant("Full", 32_000)],
        modifier_group_ids: groups.iter().map(|group| group.id).collect(),
        central_fields: Vec::new(),
    };
    Offer { item, groups }
}

impl Offer {
    fn pick_by_name(&self, variant: Option<&str>, modifiers: &[&str]) -> Choice {
        let find = |name: &&str| {
            let all = || self.groups.iter().flat_map(|group| &group.modifiers);
            all().find(|m| m.name == **name).map_or(ModifierId::new(now()), |m| m.id)
        };
        let variant_id = variant.map(|name| {
            let found = self.item.variants.iter().find(|v| v.name == name);
            found.map_or(VariantId::new(now()), |v| v.id)
        });
        let modifiers = modifiers.iter().map(find).collect();
        Choice { menu_item_id: self.item.id, variant_id, modifiers }
    }

    fn refusal(&self, variant: Option<&str>, modifiers: &[&str]) -> (Code, String) {
        let choice = self.pick_by_name(variant, modifiers);
        let error = self.choose(&choice).expect_err("a refusal");
        (error.code(), error.to_string())
    }
}

#[test]
fn a_choice_costs_its_variant_and_its_modifiers_and_is_told_in_the_menus_order() {
    let offer = biryani();
    let choice = offer.pick_by_name(Some("Full"), &["Lemon", "Raita", "Hot"]);
    let chosen = offer.choose(&choice).expect("a choice");
    assert_eq!(chosen.unit_paise, Paise(37_000));
    assert_eq!(chosen.variant_name, "Full");
    let names: Vec<_> = chosen.modifiers.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["Hot", "Raita", "Lemon"]);
    assert!(chosen.is_available);
}

#[test]
fn a_plain_dish_needs_no_choice() {
    let mut offer = biryani();
    offer.item.variants.clear();
    offer.groups.clear();
    let chosen = offer.choose(&offer.pick_by_name(None, &[])).expect("a choice");
    assert_eq!((chosen.unit_paise, chosen.variant_name.as_str()), (Paise(18_000), ""));
    let refused = offer.refusal(Some("Half"), &[]);
    assert_eq!(refused.0, Code::InvalidChoice);
}

#[test]
fn what_the_menu_does_not_allow_is_refused_with_a_sentence() {
    let offer = biryani();
    for (variant, modifiers, says) in [
        (None, &["Hot"][..], "Choose a size"),
        (Some("Family"), &["Hot"], "no such size"),
        (Some("Half"), &[], "Choose at least 1"),
        (Some("Half"), &["Hot", "Mild"], "Choose at most 1"),
        (Some("Half"), &["Hot", "Raita", "Onions", "Lemon"], "Choose at most 2"),
        (Some("Half"), &["Hot", "Truffle"], "no such extra"),
        (Some("Half"), &["Hot", "Raita", "Raita"], "chosen twice"),
    ] {
        let (code, sentence) = offer.refusal(variant, modifiers);
        assert_eq!(code, Code::InvalidChoice, "{variant:?} {modifiers:?}");
        assert!(sentence.contains(says), "{variant:?} {modifiers:?}: {sentence}");
    }
    let many: Vec<ModifierId> =
        (0..=limits::MAX_MODIFIERS).map(|_| ModifierId::new(now())).collect();
    let choice = Choice { modifiers: many, ..offer.pick_by_name(Some("Half"), &[]) };
    assert_eq!(offer.choose(&choice).expect_err("too many").code(), Code::InvalidChoice);
}

#[test]
fn what_is_sold_out_is_named() {
    let whole = biryani();
    let mut no_dish = whole.clone();
    no_dish.item.is_available = false;
    let mut no_half = whole.clone();
    no_half.item.variants[0].is_available = false;
    let mut no_raita = whole.clone();
    no_raita.groups[1].modifiers[0].is_available = false;
    for (offer, part) in [(no_dish, "Biryani"), (no_half, "Half"), (no_raita, "Raita")] {
        let choice = offer.pick_by_name(Some("Half"), &["Hot", "Raita"]);
        let error = offer.choose(&choice).expect_err("sold out");
        assert_eq!(error.code(), Code::SoldOut);
        assert_eq!(error.body()["error"]["details"]["name"], "Biryani");
        assert_eq!(error.body()["error"]["message"], format!("{part} is sold out."));
        let shown = offer.resolve(&choice).expect("it can still be shown");
        assert!(!shown.is_available && shown.unit_paise == Paise(23_000));
        assert!(
            offer.choose(&offer.pick_by_name(Some("Full"), &["Hot"])).is_ok() || part == "Biryani"
        );
    }
}
