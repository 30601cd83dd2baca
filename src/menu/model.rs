use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{CategoryId, ItemId, ModifierGroupId, ModifierId, Paise, VariantId};
use crate::wire::Diet;
use crate::words;

words! {
    /// What may make somebody ill.
    pub enum Allergen {
        Gluten = "GLUTEN",
        Milk = "MILK",
        Nuts = "NUTS",
        Peanut = "PEANUT",
        Egg = "EGG",
        Soy = "SOY",
        Sesame = "SESAME",
        Mustard = "MUSTARD",
        Fish = "FISH",
        Shellfish = "SHELLFISH",
        Sulphite = "SULPHITE",
        Celery = "CELERY",
    }
}

/// Everything on offer, in the order it is printed. Sold out dishes are in it, and say so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Menu {
    pub revision: i64,
    pub categories: Vec<Category>,
    pub modifier_groups: Vec<ModifierGroup>,
    pub items: Vec<MenuItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Category {
    pub id: CategoryId,
    pub name: String,
    pub name_local: String,
    pub sort: u32,
    /// Where its dishes are cooked that do not say so themselves. None: at the default station.
    pub stations: Vec<String>,
}

/// A dish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MenuItem {
    pub id: ItemId,
    pub category_id: CategoryId,
    pub name: String,
    /// The name in the guests' own script, or empty.
    pub name_local: String,
    pub description: String,
    pub price_paise: Paise,
    pub diet: Diet,
    pub is_jain: bool,
    pub is_vegan: bool,
    /// 0 (none) to 3 (hot).
    #[schema(maximum = 3)]
    pub spice: u8,
    pub allergens: Vec<Allergen>,
    pub is_available: bool,
    /// Portions that are left, where somebody counts them.
    pub left: Option<u32>,
    pub tax_class: String,
    /// Where it is cooked. None: as its category says.
    pub stations: Vec<String>,
    pub prep_minutes: u32,
    /// The key of an illustration; empty when there is none.
    pub picture: String,
    pub sort: u32,
    pub is_popular: bool,
    pub variants: Vec<Variant>,
    pub modifier_group_ids: Vec<ModifierGroupId>,
    /// What of it only head office changes: `price_paise`, `name` and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub central_fields: Vec<String>,
}

/// A size or kind of a dish. Where there are some, one must be chosen; its price replaces the
/// dish's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Variant {
    pub id: VariantId,
    pub name: String,
    pub price_paise: Paise,
    pub sort: u32,
    pub is_available: bool,
}

/// A question a dish asks: between `min` and `max` of its modifiers must be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModifierGroup {
    pub id: ModifierGroupId,
    pub name: String,
    pub min: u32,
    pub max: u32,
    pub modifiers: Vec<Modifier>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Modifier {
    pub id: ModifierId,
    pub name: String,
    pub price_paise: Paise,
    pub is_available: bool,
}

/// What somebody wants of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub menu_item_id: ItemId,
    pub variant_id: Option<VariantId>,
    pub modifiers: Vec<ModifierId>,
}

/// A choice the menu allows, with all that an order copies from the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub menu_item_id: ItemId,
    pub name: String,
    pub name_local: String,
    pub variant_id: Option<VariantId>,
    /// Empty where the dish has no variants.
    pub variant_name: String,
    /// In the menu's order, whatever order they were named in.
    pub modifiers: Vec<ChosenModifier>,
    /// One portion, modifiers included.
    pub unit_paise: Paise,
    pub category_id: CategoryId,
    pub tax_class: String,
    /// As the dish says; see `stations::route`.
    pub stations: Vec<String>,
    pub diet: Diet,
    pub prep_minutes: u32,
    pub is_available: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChosenModifier {
    pub id: ModifierId,
    pub name: String,
    pub price_paise: Paise,
}
