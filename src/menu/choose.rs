use super::model::{Choice, Chosen, Menu, MenuItem};
use super::offers::offer;
use super::sql;
use crate::app::App;
use crate::base::{Error, ItemId, Result};
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
