use serde::Serialize;
use uuid::Uuid;

use super::categories::save_category_in;
use super::dishes::write_item_in;
use super::draft::{CategoryDraft, MenuItemDraft, VariantDraft};
use super::faults::key;
use super::model::{MenuItem, Variant};
use super::sql;
use super::touch::touched_in;
use crate::base::{CategoryId, Code, Error, ItemId, Result, limits};
use crate::store::Tx;
use crate::wire::sync::{CentralItem, CentralPrice, CentralVariant, MenuDrop, MenuPut, PricePut};

const VARIANTS: &str = "variants";

/// What came of a change of head office's.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct CentralDone {
    pub changed: usize,
    /// As they were, because something later was said of them already.
    pub kept: usize,
    pub refused: Vec<CentralRefused>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct CentralRefused {
    pub central_id: Uuid,
    pub code: &'static str,
    pub why: String,
}

/// Puts head office's dishes on the menu, each for itself: those it knows are changed, others adopt
/// a dish of the same category and name, or are new. What head office does not say stays the
/// house's.
pub fn put_central_in(tx: &Tx, put: &MenuPut) -> Result<CentralDone> {
    let mut saver = Saver::new(tx);
    for item in &put.items {
        let saved = save_in(tx, put.rev, item);
        saver.note(item.central_id, saved)?;
    }
    saver.done()
}

/// Changes prices of dishes that are head office's.
pub fn price_central_in(tx: &Tx, put: &PricePut) -> Result<CentralDone> {
    let mut saver = Saver::new(tx);
    for price in &put.items {
        let saved = price_in(tx, put.rev, price);
        saver.note(price.central_id, saved)?;
    }
    saver.done()
}

/// Takes dishes off the menu that are head office's no more. What is ordered stays ordered.
pub fn drop_central_in(tx: &Tx, put: &MenuDrop) -> Result<CentralDone> {
    let mut saver = Saver::new(tx);
    for central_id in &put.central_ids {
        let dropped = match sql::find_central(tx, *central_id)? {
            Some((_, rev)) if rev >= put.rev => Ok(None),
            Some((id, _)) => sql::mark_item_deleted(tx, id).map(|()| Some(id)),
            // Gone is gone.
            None => Ok(None),
        };
        saver.note(*central_id, dropped)?;
    }
    saver.done()
}

/// Refuses what the house may not say of a dish.
///
/// Error: `central_field`, naming the fields.
pub fn require_own(item: &MenuItem, draft: &MenuItemDraft) -> Result<()> {
    let same = |field: &str| match field {
        "name" => draft.name == item.name,
        "name_local" => draft.name_local == item.name_local,
        "description" => draft.description == item.description,
        "price_paise" => draft.price_paise == item.price_paise,
        "diet" => draft.diet == item.diet,
        "tax_class" => draft.tax_class == item.tax_class,
        VARIANTS => same_variants(&draft.variants, &item.variants),
        _ => true,
    };
    let fields = item.central_fields.iter().filter(|field| !same(field));
    refuse(fields.cloned().collect())
}

/// The same about taking it off the menu.
pub fn require_droppable(item: &MenuItem) -> Result<()> {
    match item.central_fields.is_empty() {
        true => Ok(()),
        false => refuse(vec!["menu".into()]),
    }
}

fn refuse(fields: Vec<String>) -> Result<()> {
    if fields.is_empty() {
        return Ok(());
    }
    let details = serde_json::json!({ "fields": fields });
    Err(Error::new(Code::CentralField).details(details))
}

fn same_variants(drafts: &[VariantDraft], variants: &[Variant]) -> bool {
    let told = |(draft, variant): (&VariantDraft, &Variant)| {
        draft.id == Some(variant.id)
            && draft.name == variant.name
            && draft.price_paise == variant.price_paise
    };
    drafts.len() == variants.len() && drafts.iter().zip(variants).all(told)
}

/// Collects what came of each dish; one that is refused holds no other up.
struct Saver<'t, 'c> {
    tx: &'t Tx<'c>,
    touched: Vec<ItemId>,
    done: CentralDone,
}

impl<'t, 'c> Saver<'t, 'c> {
    fn new(tx: &'t Tx<'c>) -> Saver<'t, 'c> {
        Saver { tx, touched: Vec::new(), done: CentralDone::default() }
    }

    fn note(&mut self, central_id: Uuid, saved: Result<Option<ItemId>>) -> Result<()> {
        match saved {
            Ok(Some(id)) => {
                self.touched.push(id);
                self.done.changed += 1;
            }
            Ok(None) => self.done.kept += 1,
            // Refused before anything of it was written.
            Err(error) if error.code().status() < 500 => {
                let (code, why) = (error.code().as_str(), error.to_string());
                self.done.refused.push(CentralRefused { central_id, code, why });
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn done(self) -> Result<CentralDone> {
        if !self.touched.is_empty() {
            touched_in(self.tx, self.touched)?;
        }
        Ok(self.done)
    }
}

/// None when it is as it was.
fn save_in(tx: &Tx, rev: i64, item: &CentralItem) -> Result<Option<ItemId>> {
    let known = sql::find_central(tx, item.central_id)?;
    if known.is_some_and(|(_, had)| had >= rev) {
        return Ok(None);
    }
    let category = sql::category_named(tx, &key(&item.category))?;
    let namesake = match (known, category) {
        (Some((id, _)), _) => Some(id),
        (None, Some(category)) => sql::item_named(tx, category, &key(&item.name))?,
        (None, None) => None,
    };
    let before = namesake.map(|id| sql::find_item(tx, id)).transpose()?.flatten();
    // Tidy first: what cannot stand leaves no empty category behind.
    let draft = match &before {
        Some(before) => draft_of(before),
        None => fresh(item, CategoryId::new(tx.now()))?,
    };
    let mut draft = laid_over(draft, item, before.as_ref()).tidy()?;
    let id = match before {
        Some(before) => before.id,
        None if sql::count_items(tx)? >= limits::MAX_DISHES => {
            return Err(Code::LimitReached.into());
        }
        None => {
            draft.category_id = match category {
                Some(category) => category,
                None => add_category_in(tx, &item.category)?,
            };
            ItemId::new(tx.now())
        }
    };
    write_item_in(tx, id, &draft)?;
    sql::mark_central(tx, id, item.central_id, rev, &fields_of(item))?;
    Ok(Some(id))
}

fn add_category_in(tx: &Tx, name: &str) -> Result<CategoryId> {
    let (name, name_local) = (name.to_owned(), String::new());
    let draft = CategoryDraft { name, name_local, sort: None, stations: None }.tidy()?;
    Ok(save_category_in(tx, CategoryId::new(tx.now()), &draft)?.id)
}

fn price_in(tx: &Tx, rev: i64, price: &CentralPrice) -> Result<Option<ItemId>> {
    let known = sql::find_central(tx, price.central_id)?;
    let (id, had) = known.ok_or_else(|| Error::not_found("dish"))?;
    if had >= rev {
        return Ok(None);
    }
    let before = sql::find_item(tx, id)?.ok_or_else(|| Error::not_found("dish"))?;
    let mut draft = draft_of(&before);
    draft.price_paise = price.price_paise;
    for CentralVariant { name, price_paise } in &price.variants {
        let named = draft.variants.iter_mut().find(|variant| key(&variant.name) == key(name));
        let none = || Error::invalid("variants", format!("There is no variant {name}."));
        named.ok_or_else(none)?.price_paise = *price_paise;
    }
    write_item_in(tx, id, &draft.tidy()?)?;
    let mut fields = before.central_fields;
    if !price.variants.is_empty() && !fields.iter().any(|field| field == VARIANTS) {
        fields.push(VARIANTS.to_owned());
    }
    sql::mark_central(tx, id, price.central_id, rev, &fields)?;
    Ok(Some(id))
}

/// The dish as somebody would write it down anew.
fn draft_of(item: &MenuItem) -> MenuItemDraft {
    let variant = |v: &Variant| VariantDraft {
        id: Some(v.id),
        name: v.name.clone(),
        price_paise: v.price_paise,
    };
    MenuItemDraft {
        category_id: item.category_id,
        name: item.name.clone(),
        name_local: item.name_local.clone(),
        description: item.description.clone(),
        price_paise: item.price_paise,
        diet: item.diet,
        is_jain: item.is_jain,
        is_vegan: item.is_vegan,
        spice: item.spice,
        allergens: item.allergens.clone(),
        is_available: item.is_available,
        tax_class: item.tax_class.clone(),
        stations: item.stations.clone(),
        prep_minutes: item.prep_minutes,
        picture: item.picture.clone(),
        sort: Some(item.sort),
        variants: item.variants.iter().map(variant).collect(),
        modifier_group_ids: item.modifier_group_ids.clone(),
    }
}

/// A dish this house never had. Error: `invalid_value` without a diet.
fn fresh(item: &CentralItem, category_id: CategoryId) -> Result<MenuItemDraft> {
    let unmarked = || Error::invalid("diet", "Say what the dish is: nobody here has it yet.");
    let diet = item.diet.ok_or_else(unmarked)?;
    Ok(MenuItemDraft::plain(category_id, item.name.clone(), item.price_paise, diet))
}

/// `draft` with what head office says.
fn laid_over(
    mut draft: MenuItemDraft,
    item: &CentralItem,
    before: Option<&MenuItem>,
) -> MenuItemDraft {
    draft.name = item.name.clone();
    draft.price_paise = item.price_paise;
    let CentralItem { name_local, description, diet, tax_class, variants, .. } = item.clone();
    draft.name_local = name_local.unwrap_or(draft.name_local);
    draft.description = description.unwrap_or(draft.description);
    draft.diet = diet.unwrap_or(draft.diet);
    draft.tax_class = tax_class.unwrap_or(draft.tax_class);
    if let Some(variants) = variants {
        let id_of = |name: &str| {
            let known = before.iter().flat_map(|before| &before.variants);
            known.filter(|variant| key(&variant.name) == key(name)).map(|variant| variant.id).next()
        };
        let same = |CentralVariant { name, price_paise }: CentralVariant| VariantDraft {
            id: id_of(&name),
            name,
            price_paise,
        };
        draft.variants = variants.into_iter().map(same).collect();
    }
    draft
}

/// What of a dish head office speaks for.
fn fields_of(item: &CentralItem) -> Vec<String> {
    let optional = [
        ("name_local", item.name_local.is_some()),
        ("description", item.description.is_some()),
        ("diet", item.diet.is_some()),
        ("tax_class", item.tax_class.is_some()),
        (VARIANTS, item.variants.is_some()),
    ];
    let said = optional.iter().filter(|(_, is_said)| *is_said).map(|(name, _)| *name);
    ["name", "price_paise"].into_iter().chain(said).map(str::to_owned).collect()
}
