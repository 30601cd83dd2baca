use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::faults::Faults;
use super::model::Allergen;
use super::pictures;
use crate::base::{CategoryId, ModifierGroupId, ModifierId, Paise, Result, VariantId, limits};
use crate::wire::Diet;

/// Characters of a station's or tax class's name.
const MAX_WORD: usize = 40;
/// Stations one dish may need.
const MAX_STATIONS: usize = 6;
const MAX_PREP_MINUTES: u32 = 240;
const MAX_SORT: u32 = 1_000_000;

/// A dish as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MenuItemDraft {
    pub category_id: CategoryId,
    pub name: String,
    #[serde(default)]
    pub name_local: String,
    #[serde(default)]
    pub description: String,
    pub price_paise: Paise,
    pub diet: Diet,
    #[serde(default)]
    pub is_jain: bool,
    #[serde(default)]
    pub is_vegan: bool,
    #[serde(default)]
    #[schema(maximum = 3)]
    pub spice: u8,
    #[serde(default)]
    pub allergens: Vec<Allergen>,
    #[serde(default = "yes")]
    pub is_available: bool,
    #[serde(default = "restaurant")]
    pub tax_class: String,
    #[serde(default)]
    pub stations: Vec<String>,
    #[serde(default = "quarter")]
    pub prep_minutes: u32,
    #[serde(default)]
    pub picture: String,
    /// Absent: where it was, or last.
    #[serde(default)]
    pub sort: Option<u32>,
    #[serde(default)]
    pub variants: Vec<VariantDraft>,
    #[serde(default)]
    pub modifier_group_ids: Vec<ModifierGroupId>,
}

/// A variant; one that is there already keeps its `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VariantDraft {
    #[serde(default)]
    pub id: Option<VariantId>,
    pub name: String,
    pub price_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryDraft {
    pub name: String,
    #[serde(default)]
    pub name_local: String,
    /// Absent: where it was, or last.
    #[serde(default)]
    pub sort: Option<u32>,
    /// Absent: as it was.
    #[serde(default)]
    pub stations: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModifierGroupDraft {
    pub name: String,
    pub min: u32,
    pub max: u32,
    pub modifiers: Vec<ModifierDraft>,
}

/// A modifier; one that is there already keeps its `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModifierDraft {
    #[serde(default)]
    pub id: Option<ModifierId>,
    pub name: String,
    pub price_paise: Paise,
}

fn yes() -> bool {
    true
}

impl MenuItemDraft {
    /// A dish of which no more is said.
    pub fn plain(
        category_id: CategoryId,
        name: String,
        price_paise: Paise,
        diet: Diet,
    ) -> MenuItemDraft {
        MenuItemDraft {
            category_id,
            name,
            name_local: String::new(),
            description: String::new(),
            price_paise,
            diet,
            is_jain: false,
            is_vegan: false,
            spice: 0,
            allergens: Vec::new(),
            is_available: true,
            tax_class: restaurant(),
            stations: Vec::new(),
            prep_minutes: quarter(),
            picture: String::new(),
            sort: None,
            variants: Vec::new(),
            modifier_group_ids: Vec::new(),
        }
    }
}

pub(super) fn restaurant() -> String {
    "restaurant".into()
}

pub(super) fn quarter() -> u32 {
    15
}

/// A dish is cooked at a few stations, each named once.
fn check_stations(faults: &mut Faults, stations: &mut [String]) {
    faults.must(stations.len() <= MAX_STATIONS, "stations", "A dish has at most 6 stations.");
    for station in stations.iter_mut() {
        faults.line("stations", station, MAX_WORD);
    }
    faults.unique("stations", stations.iter().map(String::as_str));
}

impl MenuItemDraft {
    /// Tidied; error `invalid_value` names the first field that cannot stand.
    pub fn tidy(mut self) -> Result<MenuItemDraft> {
        self.check().refuse()?;
        Ok(self)
    }

    /// Tidies what can be, and says all that is wrong.
    pub fn check(&mut self) -> Faults {
        let mut faults = Faults::default();
        faults.line("name", &mut self.name, limits::MAX_NAME);
        faults.note("name_local", &mut self.name_local, limits::MAX_NAME);
        faults.note("description", &mut self.description, limits::MAX_TEXT);
        faults.price("price_paise", self.price_paise);
        faults.must(self.spice <= 3, "spice", "This is 0 to 3.");
        faults.line("tax_class", &mut self.tax_class, MAX_WORD);
        check_stations(&mut faults, &mut self.stations);
        let quick = self.prep_minutes <= MAX_PREP_MINUTES;
        faults.must(quick, "prep_minutes", "This is at most 240 minutes.");
        let known = self.picture.is_empty() || pictures::exists(&self.picture);
        faults.must(known, "picture", "There is no such picture.");
        faults.must(self.sort.unwrap_or(0) <= MAX_SORT, "sort", "This is too large.");
        self.allergens.sort_unstable();
        self.allergens.dedup();
        self.check_marks(&mut faults);
        self.check_variants(&mut faults);
        let groups = &mut self.modifier_group_ids;
        let few = groups.len() <= limits::MAX_MODIFIERS;
        faults.must(few, "modifier_group_ids", "A dish asks at most 20 questions.");
        let twice = (1..groups.len()).any(|i| groups[..i].contains(&groups[i]));
        faults.must(!twice, "modifier_group_ids", "A group is there twice.");
        faults
    }

    /// A guest trusts the marks with faith and health: those that contradict are refused.
    fn check_marks(&self, faults: &mut Faults) {
        let has = |allergen| self.allergens.contains(&allergen);
        let veg = self.diet == Diet::Veg;
        faults.must(veg || !self.is_jain, "is_jain", "A Jain dish is vegetarian.");
        faults.must(veg || !self.is_vegan, "is_vegan", "A vegan dish is vegetarian.");
        let animal = has(Allergen::Milk) || has(Allergen::Egg);
        faults.must(!self.is_vegan || !animal, "is_vegan", "This has milk or egg in it.");
        let meat = has(Allergen::Fish) || has(Allergen::Shellfish);
        faults.must(!veg || !meat, "diet", "A dish with fish or shellfish is not vegetarian.");
        faults.must(!veg || !has(Allergen::Egg), "diet", "A dish with egg is marked EGG.");
    }

    fn check_variants(&mut self, faults: &mut Faults) {
        let few = self.variants.len() <= limits::MAX_CHOICES;
        faults.must(few, "variants", "A dish has at most 40 variants.");
        for (i, variant) in self.variants.iter_mut().take(limits::MAX_CHOICES).enumerate() {
            faults.line(&format!("variants[{i}].name"), &mut variant.name, limits::MAX_NAME);
            faults.price(&format!("variants[{i}].price_paise"), variant.price_paise);
        }
        faults.unique("variants", self.variants.iter().map(|variant| variant.name.as_str()));
    }
}

impl CategoryDraft {
    pub fn tidy(mut self) -> Result<CategoryDraft> {
        self.check().refuse()?;
        Ok(self)
    }

    pub fn check(&mut self) -> Faults {
        let mut faults = Faults::default();
        faults.line("name", &mut self.name, limits::MAX_NAME);
        faults.note("name_local", &mut self.name_local, limits::MAX_NAME);
        faults.must(self.sort.unwrap_or(0) <= MAX_SORT, "sort", "This is too large.");
        if let Some(stations) = &mut self.stations {
            check_stations(&mut faults, stations);
        }
        faults
    }
}

impl ModifierGroupDraft {
    pub fn tidy(mut self) -> Result<ModifierGroupDraft> {
        self.check().refuse()?;
        Ok(self)
    }

    pub fn check(&mut self) -> Faults {
        let mut faults = Faults::default();
        faults.line("name", &mut self.name, limits::MAX_NAME);
        let count = self.modifiers.len();
        let some = (1..=limits::MAX_CHOICES).contains(&count);
        faults.must(some, "modifiers", "A group has 1 to 40 modifiers.");
        faults.must(self.min <= self.max, "min", "This is more than may be chosen.");
        let most = count.min(limits::MAX_MODIFIERS);
        let possible = self.max >= 1 && self.max as usize <= most;
        faults.must(possible, "max", "This is 1 up to as many as there are, at most 20.");
        for (i, modifier) in self.modifiers.iter_mut().take(limits::MAX_CHOICES).enumerate() {
            faults.line(&format!("modifiers[{i}].name"), &mut modifier.name, limits::MAX_NAME);
            faults.price(&format!("modifiers[{i}].price_paise"), modifier.price_paise);
        }
        faults.unique("modifiers", self.modifiers.iter().map(|m| m.name.as_str()));
        faults
    }
}
