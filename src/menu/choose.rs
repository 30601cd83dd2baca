use super::model::{Choice, Chosen, Menu, MenuItem};
use super::offer::Offer;
use super::sql;
use crate::app::App;
use crate::base::{Code, Error, ItemId, Result};
use crate::store::Read;

/// What `choice` comes to on the menu as it stands.
///
/// Errors: `sold_out` names the dish; `invalid_choice` for a dish, variant or modifier the menu
/// does not have, one that is missing, and counts a group does not allow.
pub fn choose(read: &Read, choice: &Choice) -> Result<Chosen> {
    offer(read, choice.menu_item_id)?.choose(choice)
}

/// As [`choose`], but what is sold out is said by `is_available` and is no error: for what was
/// chosen a while ago and is shown again.
pub fn resolve(read: &Read, choice: &Choice) -> Result<Chosen> {
    offer(read, choice.menu_item_id)?.resolve(choice)
}

/// The whole menu.
pub fn load(read: &Read) -> Result<Menu> {
    Ok(Menu {
        revision: sql::revision(read)?,
        categories: sql::list_categories(read)?,
        modifier_groups: sql::list_groups(read)?,
        items: sql::list_items(read)?,
    })
}

/// One dish. Error: `not_found`.
pub async fn find_item(app: &App, id: ItemId) -> Result<MenuItem> {
    let found = app.store.read(move |read| sql::find_item(read, id)).await?;
    found.ok_or_else(|| Error::not_found("dish"))
}

fn offer(read: &Read, id: ItemId) -> Result<Offer> {
    let item = sql::find_item(read, id)?.ok_or_else(|| {
        Error::new(Code::InvalidChoice).message("This dish is not on the menu any more.")
    })?;
    let mut groups = Vec::with_capacity(item.modifier_group_ids.len());
    for id in &item.modifier_group_ids {
        groups.extend(sql::find_group(read, *id)?);
    }
    Ok(Offer { item, groups })
}
