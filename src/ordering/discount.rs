use super::model::Order;
use super::sql;
use super::view::find;
use crate::app::App;
use crate::base::{Code, Error, LineId, OrderId, Result, clean_note, limits};
use crate::pricing::Discount;
use crate::store::Tx;
use crate::wire::{Actor, Fact, LineStatus};

/// Takes something off one line, for a reason; `Discount::None` takes it back.
///
/// Errors: `already_paid`, `reason_required`, `invalid_value` above 100 % or the line's amount.
pub async fn discount_line(
    app: &App,
    actor: &Actor,
    (order, line): (OrderId, LineId),
    discount: Discount,
    reason: String,
) -> Result<Order> {
    app.store.write(actor, move |tx| discount_line_in(tx, order, line, discount, &reason)).await
}

/// See [`discount_line`].
pub fn discount_line_in(
    tx: &Tx,
    id: OrderId,
    line: LineId,
    discount: Discount,
    reason: &str,
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
