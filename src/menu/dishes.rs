use super::central::{require_droppable, require_own};
use super::draft::MenuItemDraft;
use super::faults::key;
use super::model::{MenuItem, Variant};
use super::sql;
use super::stations::as_spelt;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{Code, Error, ItemId, OnceKey, Result, VariantId, limits};
use crate::store::Tx;
use crate::wire::Actor;

/// Puts a new dish on the menu.
pub async fn create_item(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    draft: MenuItemDraft,
) -> Result<MenuItem> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            tx.once(&once, |tx| {
                let id = ItemId::new(tx.now());
                save_item_in(tx, id, &draft)?;
                told(tx, id)
            })
        })
        .await
}

/// Replaces a dish with all its variants and questions. Variants that are named by `id` stay the
/// same ones; those that are not named go.
pub async fn change_item(
    app: &App,
    actor: &Actor,
    id: ItemId,
    draft: MenuItemDraft,
) -> Result<MenuItem> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            let before = item_in(tx, id)?;
            save_item_in(tx, id, &draft)?;
            match item_in(tx, id)? {
                after if after == before => Ok(after),
                _ => told(tx, id),
            }
        })
        .await
}

/// Takes a dish off the menu for good.
pub async fn remove_item(app: &App, actor: &Actor, id: ItemId) -> Result<()> {
    app.store
        .write(actor, move |tx| {
            require_droppable(&item_in(tx, id)?)?;
            sql::mark_item_deleted(tx, id)?;
            touched_in(tx, vec![id])
        })
        .await
}

/// The dish as it stands. Error: `not_found`.
pub fn item_in(tx: &Tx, id: ItemId) -> Result<MenuItem> {
    sql::find_item(tx, id)?.ok_or_else(|| Error::not_found("dish"))
}

fn told(tx: &Tx, id: ItemId) -> Result<MenuItem> {
    touched_in(tx, vec![id])?;
    item_in(tx, id)
}

/// Writes a tidy draft down as the dish `id`, new or not, and tells nobody.
///
/// Errors: `name_taken` in its category; `limit_reached`; `invalid_value` for a category, group or
/// variant that is not there; `central_field` for what is head office's to say.
pub fn save_item_in(tx: &Tx, id: ItemId, draft: &MenuItemDraft) -> Result<()> {
    if let Some(before) = sql::find_item(tx, id)? {
        require_own(&before, draft)?;
    }
    write_item_in(tx, id, draft)
}

/// The same, whoever says it.
pub fn write_item_in(tx: &Tx, id: ItemId, draft: &MenuItemDraft) -> Result<()> {
    let before = sql::find_item(tx, id)?;
    if before.is_none() && sql::count_items(tx)? >= limits::MAX_DISHES {
        return Err(Code::LimitReached.into());
    }
    if sql::find_category(tx, draft.category_id)?.is_none() {
        return Err(Error::invalid("category_id", "There is no such category."));
    }
    let name = key(&draft.name);
    if sql::item_named(tx, draft.category_id, &name)?.is_some_and(|found| found != id) {
        return Err(Code::NameTaken.into());
    }
    let sort = match (draft.sort, &before) {
        (Some(sort), _) => sort,
        (None, Some(item)) if item.category_id == draft.category_id => item.sort,
        (None, _) => sql::next_item_sort(tx, draft.category_id)?,
    };
    let draft = &MenuItemDraft { stations: as_spelt(tx, &draft.stations)?, ..draft.clone() };
    sql::save_item(tx, id, draft, sort, &name)?;
    save_variants_in(tx, id, draft, before.map(|item| item.variants).unwrap_or_default())?;
    sql::delete_links(tx, id)?;
    for (position, group) in draft.modifier_group_ids.iter().enumerate() {
        if sql::find_group(tx, *group)?.is_none() {
            return Err(Error::invalid("modifier_group_ids", "There is no such group."));
        }
        sql::insert_link(tx, id, *group, position)?;
    }
    Ok(())
}

fn save_variants_in(
    tx: &Tx,
    dish: ItemId,
    draft: &MenuItemDraft,
    before: Vec<Variant>,
) -> Result<()> {
    let named: Vec<VariantId> = draft.variants.iter().filter_map(|variant| variant.id).collect();
    let twice = (1..named.len()).any(|i| named[..i].contains(&named[i]));
    if twice || !named.iter().all(|id| before.iter().any(|variant| variant.id == *id)) {
        return Err(Error::invalid("variants", "A variant's id is not one of this dish."));
    }
    for gone in before.iter().filter(|variant| !named.contains(&variant.id)) {
        sql::delete_variant(tx, gone.id)?;
    }
    for (sort, variant) in draft.variants.iter().enumerate() {
        let id = variant.id.unwrap_or_else(|| VariantId::new(tx.now()));
        sql::save_variant(tx, dish, id, variant, sort)?;
    }
    Ok(())
}
