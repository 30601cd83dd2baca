use serde_json::json;

use super::model::Order;
use super::sql;
use super::view::find;
use crate::app::App;
use crate::auth::{Managers, Roles as _};
use crate::base::{Bps, Code, Error, LineId, OrderId, Paise, Result, clean_note, limits};
use crate::house;
use crate::pricing::Discount;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, LineStatus, Role};

/// Takes something off one line, for a reason; `Discount::None` takes it back.
///
/// Errors: `already_paid`, `reason_required`, `discount_limit`, `invalid_value` above 100 % or the line's amount.
pub async fn discount_line(
    app: &App,
    actor: &Actor,
    (order, line): (OrderId, LineId),
    discount: Discount,
    reason: String,
    role: Role,
) -> Result<Order> {
    let work = move |tx: &Tx| discount_line_in(tx, (order, line), discount, &reason, role);
    app.store.write(actor, work).await
}

/// See [`discount_line`].
pub fn discount_line_in(
    tx: &Tx,
    (id, line): (OrderId, LineId),
    discount: Discount,
    reason: &str,
    role: Role,
) -> Result<Order> {
    let order = find(tx, id)?;
    if order.is_settled() {
        return Err(Code::AlreadyPaid.into());
    }
    let found = order.lines.iter().find(|l| l.id == line && l.status != LineStatus::Voided);
    let found = found.ok_or_else(|| Error::not_found("line"))?;
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    if discount != Discount::None && reason.is_empty() {
        return Err(Code::ReasonRequired.into());
    }
    if matches!(discount, Discount::Amount(amount) if amount > found.total_paise) {
        return Err(Error::invalid("amount_paise", "This is more than the line costs."));
    }
    may_give(tx, role, discount.off(found.total_paise), found.total_paise)?;
    sql::mark_discount(tx, line, discount, &reason)?;
    sql::mark_changed(tx, id)?;
    sql::mark_total(tx, id, find(tx, id)?.quote.total_paise)?;
    tx.record(Fact::LineDiscounted {
        order_id: id,
        sitting_id: order.sitting_id,
        line_id: line,
        discount_paise: discount.off(found.total_paise),
        reason,
    });
    find(tx, id)
}

/// A cashier gives so much and no more; managers give what they like.
///
/// Error: `discount_limit` with the rate that may be given.
pub fn may_give(read: &Read, role: Role, off: Paise, of: Paise) -> Result<()> {
    if Managers::ROLES.contains(&role) {
        return Ok(());
    }
    let limit = house::load(read)?.cashier_discount_bps;
    if off > of.at(Bps(limit)) {
        return Err(Error::new(Code::DiscountLimit).details(json!({ "limit_bps": limit })));
    }
    Ok(())
}
