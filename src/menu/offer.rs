use serde_json::json;

use super::model::{Choice, Chosen, ChosenModifier, MenuItem, Modifier, ModifierGroup, Variant};
use crate::base::{Code, Error, ModifierId, Paise, Result, VariantId, limits};

/// One dish with the questions it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub item: MenuItem,
    /// In the dish's own order.
    pub groups: Vec<ModifierGroup>,
}

/// What was picked of an offer.
struct Picked<'a> {
    variant: Option<&'a Variant>,
    modifiers: Vec<&'a Modifier>,
}

impl Offer {
    /// What `choice` comes to, if it can be had now.
    ///
    /// Errors: `sold_out` for the dish or a part of it; `invalid_choice` with a sentence.
    pub fn choose(&self, choice: &Choice) -> Result<Chosen> {
        if !self.item.is_available {
            return Err(self.sold_out(&self.item.name));
        }
        let picked = self.pick(choice)?;
        match picked.missing() {
            Some(name) => Err(self.sold_out(name)),
            None => Ok(self.chosen(&picked)),
        }
    }

    /// As [`Offer::choose`], but what is sold out is said by `is_available` and not an error.
    pub fn resolve(&self, choice: &Choice) -> Result<Chosen> {
        Ok(self.chosen(&self.pick(choice)?))
    }

    fn pick(&self, choice: &Choice) -> Result<Picked<'_>> {
        let variant = self.pick_variant(choice.variant_id)?;
        Ok(Picked { variant, modifiers: self.pick_modifiers(&choice.modifiers)? })
    }

    fn pick_variant(&self, wanted: Option<VariantId>) -> Result<Option<&Variant>> {
        let variants = &self.item.variants;
        let Some(id) = wanted else {
            return match variants.is_empty() {
                true => Ok(None),
                false => Err(self.invalid(format!("Choose a size of {}.", self.item.name))),
            };
        };
        let found = variants.iter().find(|variant| variant.id == id);
        found.map(Some).ok_or_else(|| self.invalid(format!("{} has no such size.", self.item.name)))
    }

    fn pick_modifiers(&self, wanted: &[ModifierId]) -> Result<Vec<&Modifier>> {
        if wanted.len() > limits::MAX_MODIFIERS {
            let most = limits::MAX_MODIFIERS;
            return Err(self.invalid(format!("At most {most} extras can be chosen.")));
        }
        if (1..wanted.len()).any(|i| wanted[..i].contains(&wanted[i])) {
            return Err(self.invalid("The same extra was chosen twice.".into()));
        }
        let mut picked = Vec::with_capacity(wanted.len());
        for group in &self.groups {
            let before = picked.len();
            picked.extend(group.modifiers.iter().filter(|m| wanted.contains(&m.id)));
            self.count_fits(group, picked.len() - before)?;
        }
        match picked.len() == wanted.len() {
            true => Ok(picked),
            false => Err(self.invalid(format!("{} has no such extra.", self.item.name))),
        }
    }

    fn count_fits(&self, group: &ModifierGroup, count: usize) -> Result<()> {
        let ModifierGroup { name, min, max, .. } = group;
        let dish = &self.item.name;
        if count < *min as usize {
            return Err(self.invalid(format!("{dish}, {name} Choose at least {min}.")));
        }
        if count > *max as usize {
            return Err(self.invalid(format!("{dish}, {name} Choose at most {max}.")));
        }
        Ok(())
    }

    fn chosen(&self, picked: &Picked) -> Chosen {
        let item = &self.item;
        let modifiers: Vec<ChosenModifier> = picked
            .modifiers
            .iter()
            .map(|m| ChosenModifier { id: m.id, name: m.name.clone(), price_paise: m.price_paise })
            .collect();
        let base = picked.variant.map_or(item.price_paise, |variant| variant.price_paise);
        let extras: Paise = modifiers.iter().map(|modifier| modifier.price_paise).sum();
        Chosen {
            menu_item_id: item.id,
            name: item.name.clone(),
            name_local: item.name_local.clone(),
            variant_id: picked.variant.map(|variant| variant.id),
            variant_name: picked.variant.map(|v| v.name.clone()).unwrap_or_default(),
            modifiers,
            unit_paise: base + extras,
            tax_class: item.tax_class.clone(),
            category_id: item.category_id,
            stations: item.stations.clone(),
            diet: item.diet,
            prep_minutes: item.prep_minutes,
            is_available: item.is_available && picked.missing().is_none(),
        }
    }

    fn invalid(&self, sentence: String) -> Error {
        let details = json!({ "menu_item_id": self.item.id, "name": self.item.name });
        Error::new(Code::InvalidChoice).message(sentence).details(details)
    }

    /// There are fewer portions than were asked for.
    pub fn too_few(&self, left: u32) -> Error {
        let MenuItem { id, name, .. } = &self.item;
        let details = json!({ "menu_item_id": id, "name": name, "left": left });
        let message = match left {
            0 => format!("{name} is sold out."),
            _ => format!("Only {left} of {name} are left."),
        };
        Error::new(Code::SoldOut).message(message).details(details)
    }

    /// `part` is what there is no more of; the details name the dish it is for.
    fn sold_out(&self, part: &str) -> Error {
        let details = json!({ "menu_item_id": self.item.id, "name": self.item.name });
        Error::new(Code::SoldOut).message(format!("{part} is sold out.")).details(details)
    }
}

impl Picked<'_> {
    /// The first part of it there is no more of.
    fn missing(&self) -> Option<&str> {
        let variant = self.variant.filter(|v| !v.is_available).map(|v| v.name.as_str());
        let modifier = || self.modifiers.iter().find(|m| !m.is_available).map(|m| m.name.as_str());
        variant.or_else(modifier)
    }
}
