use super::dishes::item_in;
use super::groups::group_in;
use super::model::{MenuItem, ModifierGroup};
use super::sql;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{Error, ItemId, ModifierId, Result, VariantId};
use crate::wire::Actor;

/// Says that there is, or is no more, of a dish. Saying it again changes nothing.
pub async fn set_item_available(
    app: &App,
    actor: &Actor,
    id: ItemId,
    is_available: bool,
) -> Result<MenuItem> {
    app.store
        .write(actor, move |tx| {
            item_in(tx, id)?;
            if sql::mark_item_available(tx, id, is_available)? > 0 {
                touched_in(tx, vec![id])?;
            }
            item_in(tx, id)
        })
        .await
}

/// The same for one variant; answers its dish.
pub async fn set_variant_available(
    app: &App,
    actor: &Actor,
    id: VariantId,
    is_available: bool,
) -> Result<MenuItem> {
    app.store
        .write(actor, move |tx| {
            let dish = sql::item_of_variant(tx, id)?.ok_or_else(|| Error::not_found("variant"))?;
            if sql::mark_variant_available(tx, id, is_available)? > 0 {
                touched_in(tx, vec![dish])?;
            }
            item_in(tx, dish)
        })
        .await
}

/// The same for one modifier, in whatever dish it is offered; answers its group.
pub async fn set_modifier_available(
    app: &App,
    actor: &Actor,
    id: ModifierId,
    is_available: bool,
) -> Result<ModifierGroup> {
    app.store
        .write(actor, move |tx| {
            let group =
                sql::group_of_modifier(tx, id)?.ok_or_else(|| Error::not_found("modifier"))?;
            if sql::mark_modifier_available(tx, id, is_available)? > 0 {
                touched_in(tx, sql::items_with_group(tx, group)?)?;
            }
            group_in(tx, group)
        })
        .await
}
