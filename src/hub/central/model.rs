use std::collections::HashSet;

use serde::Deserialize;
use uuid::Uuid;

use crate::base::{Error, Paise, Result, clean_line, clean_note, limits};
use crate::wire::Diet;
use crate::wire::sync::{CentralItem, CentralVariant};

/// Characters of a tax class.
const MAX_CLASS: usize = 40;

/// The whole menu, as somebody of head office wrote it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuDraft {
    /// The revision they saw: two who write at once do not undo each other.
    pub rev: i64,
    pub items: Vec<CentralDraft>,
}

/// One dish. Without a `central_id` it is the one of the same category and name, or new.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CentralDraft {
    #[serde(default)]
    pub central_id: Option<Uuid>,
    pub category: String,
    pub name: String,
    pub price_paise: Paise,
    #[serde(default)]
    pub name_local: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub diet: Option<Diet>,
    #[serde(default)]
    pub tax_class: Option<String>,
    #[serde(default)]
    pub variants: Option<Vec<CentralVariant>>,
}

/// What a dish costs, and its variants by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceDraft {
    pub price_paise: Paise,
    #[serde(default)]
    pub variants: Vec<CentralVariant>,
}

/// What two dishes have in common that are the same to a reader.
pub fn key(category: &str, name: &str) -> (String, String) {
    (category.to_lowercase(), name.to_lowercase())
}

/// The whole menu, tidied. Error: `invalid_value` names the field.
pub fn tidy(drafts: Vec<CentralDraft>) -> Result<Vec<CentralDraft>> {
    if drafts.len() > limits::MAX_DISHES {
        return Err(Error::invalid("items", "A menu has at most 5,000 dishes."));
    }
    let tidied: Vec<_> = drafts
        .into_iter()
        .enumerate()
        .map(|(i, draft)| tidy_one(i, draft))
        .collect::<Result<_>>()?;
    let (mut names, mut ids) = (HashSet::new(), HashSet::new());
    for (i, draft) in tidied.iter().enumerate() {
        if !names.insert(key(&draft.category, &draft.name)) {
            let says = format!("{} is there twice in its category.", draft.name);
            return Err(Error::invalid(&format!("items[{i}].name"), says));
        }
        if draft.central_id.is_some_and(|id| !ids.insert(id)) {
            return Err(Error::invalid(&format!("items[{i}].central_id"), "This is there twice."));
        }
    }
    Ok(tidied)
}

fn tidy_one(i: usize, draft: CentralDraft) -> Result<CentralDraft> {
    let at = |field: &str| format!("items[{i}].{field}");
    let note = |field: &str, text: Option<String>, most| {
        text.map(|text| clean_note(&at(field), &text, most)).transpose()
    };
    require_price(&at("price_paise"), draft.price_paise)?;
    let variants = draft.variants.map(|list| tidy_variants(&at("variants"), list)).transpose()?;
    let class = draft.tax_class.map(|class| clean_line(&at("tax_class"), &class, MAX_CLASS));
    Ok(CentralDraft {
        central_id: draft.central_id,
        category: clean_line(&at("category"), &draft.category, limits::MAX_NAME)?,
        name: clean_line(&at("name"), &draft.name, limits::MAX_NAME)?,
        price_paise: draft.price_paise,
        name_local: note("name_local", draft.name_local, limits::MAX_NAME)?,
        description: note("description", draft.description, limits::MAX_TEXT)?,
        diet: draft.diet,
        tax_class: class.transpose()?,
        variants,
    })
}

fn require_price(field: &str, price: Paise) -> Result<()> {
    match price.is_sane() {
        true => Ok(()),
        false => Err(Error::invalid(field, "This is not a price.")),
    }
}

fn tidy_variants(field: &str, list: Vec<CentralVariant>) -> Result<Vec<CentralVariant>> {
    if list.len() > limits::MAX_CHOICES {
        return Err(Error::invalid(field, "A dish has at most 40 variants."));
    }
    let mut seen = HashSet::new();
    let tidy = |CentralVariant { name, price_paise }| {
        let name = clean_line(field, &name, limits::MAX_NAME)?;
        require_price(field, price_paise)?;
        match seen.insert(name.to_lowercase()) {
            true => Ok(CentralVariant { name, price_paise }),
            false => Err(Error::invalid(field, format!("{name} is there twice."))),
        }
    };
    list.into_iter().map(tidy).collect()
}

impl CentralDraft {
    pub fn into_item(self, central_id: Uuid) -> CentralItem {
        let CentralDraft { category, name, price_paise, name_local, description, .. } = self;
        let (diet, tax_class, variants) = (self.diet, self.tax_class, self.variants);
        CentralItem {
            central_id,
            category,
            name,
            price_paise,
            name_local,
            description,
            diet,
            tax_class,
            variants,
        }
    }
}

impl PriceDraft {
    /// Lays the new prices over a dish. Error: `invalid_value`.
    pub fn lay_over(self, item: &mut CentralItem) -> Result<Vec<CentralVariant>> {
        require_price("price_paise", self.price_paise)?;
        let said = tidy_variants("variants", self.variants)?;
        item.price_paise = self.price_paise;
        for variant in &said {
            let known = item.variants.iter_mut().flatten();
            let named = |known: &&mut CentralVariant| {
                known.name.to_lowercase() == variant.name.to_lowercase()
            };
            let none = || {
                let says = format!("Head office has no variant {} of it.", variant.name);
                Error::invalid("variants", says)
            };
            known.into_iter().find(named).ok_or_else(none)?.price_paise = variant.price_paise;
        }
        Ok(said)
    }
}
