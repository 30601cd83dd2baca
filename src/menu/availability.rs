use super::dishes::item_in;
use super::groups::group_in;
use super::model::{MenuItem, ModifierGroup};
use super::offers::offer;
use super::sql;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{Error, ItemId, ModifierId, Result, VariantId, limits};
use crate::store::Tx;
use crate::wire::Actor;

/// How much there is of a dish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    /// Enough, and nobody counts.
    Plenty,
    /// So many portions; at 0 it is sold out.
    Left(u32),
    Out,
}

/// Says how much there is of a dish. Saying it again changes nothing.
///
/// Errors: `not_found`; `invalid_value` for more portions than a house cooks in a day.
pub async fn set_stock(app: &App, actor: &Actor, id: ItemId, stock: Stock) -> Result<MenuItem> {
    let most = limits::MAX_LEFT;
    if matches!(stock, Stock::Left(left) if left > most) {
        return Err(Error::invalid("left", format!("This is at most {most}.")));
    }
    app.store
        .write(actor, move |tx| {
            item_in(tx, id)?;
            if sql::mark_stock(tx, id, stock)? > 0 {
                touched_in(tx, vec![id])?;
            }
            item_in(tx, id)
        })
        .await
}

/// Takes portions of a dish that is counted. The last one makes it sold out.
///
/// Error: `sold_out`, with how many are left, when that is fewer.
pub fn take_in(tx: &Tx, id: ItemId, portions: u32) -> Result<()> {
    let offer = offer(tx, id)?;
    if !offer.item.is_available {
        return Err(offer.too_few(0));
    }
    let Some(left) = offer.item.left else { return Ok(()) };
    if left < portions {
        return Err(offer.too_few(left));
    }
    sql::mark_stock(tx, id, Stock::Left(left - portions))?;
    if left - portions > FEW {
        // Nobody needs to hear that there is still enough.
        return sql::bump_revision(tx).map(|_| ());
    }
    touched_in(tx, vec![id])
}

/// So few that guests are told.
const FEW: u32 = 10;

/// Puts back portions that were taken and will not be cooked. Nothing, if nobody counts any more.
pub fn give_back_in(tx: &Tx, id: ItemId, portions: u32) -> Result<()> {
    let Some(left) = sql::find_left(tx, id)? else { return Ok(()) };
    let left = left.saturating_add(portions).min(limits::MAX_LEFT);
    sql::mark_stock(tx, id, Stock::Left(left))?;
    touched_in(tx, vec![id])
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
