use super::model::{Order, OrderLine};
use super::sql::{self, portions};
use super::ticket::unconfirmed_of;
use crate::base::{Code, Error, LineId, Paise, Result};
use crate::pricing::Discount;
use crate::store::Tx;

/// Takes some portions out of a line: they are a line of their own in the same order, as far as the
/// one they were in and on the same tickets. What was fired is fired once, and both lines together
/// cost what the one did, to the paisa.
///
/// Errors: `not_found`; `invalid_value` for none of it or all; `change_unconfirmed` while a cook
/// has not taken note of a change of it.
pub fn part_portions_in(tx: &Tx, order: &Order, id: LineId, quantity: u32) -> Result<LineId> {
    let row = sql::list_lines(tx, order.id)?.into_iter().find(|row| row.line.id == id);
    let row = row.ok_or_else(|| Error::not_found("line"))?;
    let line = &row.line;
    if quantity == 0 || quantity >= line.live_quantity() {
        return Err(Error::invalid("quantity", "Some of it goes, and some stays."));
    }
    no_change_is_open(tx, line)?;
    let (stays, goes) = parted(row.discount, line, quantity);
    let parted = LineId::new(tx.now());
    portions::copy_line(tx, id, parted, quantity, goes)?;
    portions::move_fired(tx, id, parted, quantity.min(line.fired_quantity))?;
    portions::mark_less(tx, id, quantity, stays)?;
    Ok(parted)
}

fn no_change_is_open(tx: &Tx, line: &OrderLine) -> Result<()> {
    for ticket in line.stations.iter().filter_map(|at| at.ticket_id) {
        if unconfirmed_of(tx, ticket)?.iter().any(|change| change.line_id == line.id) {
            return Err(Code::ChangeUnconfirmed.into());
        }
    }
    Ok(())
}

/// What is off the portions that stay, and off those that go. A percentage stays one where both
/// come to what it was; where a paisa would be lost, those that go have an amount off instead.
fn parted(discount: Discount, line: &OrderLine, quantity: u32) -> (Discount, Discount) {
    let (live, unit) = (line.live_quantity(), line.unit_paise);
    let whole = discount.off(unit.times(live));
    let (stay, go) = (unit.times(live - quantity), unit.times(quantity));
    match discount {
        Discount::None => (Discount::None, Discount::None),
        Discount::Percent(_) if discount.off(stay) + discount.off(go) == whole => {
            (discount, discount)
        }
        Discount::Percent(_) => (discount, amount(whole - discount.off(stay))),
        Discount::Amount(_) => {
            let goes = whole.ratio(i64::from(quantity), i64::from(live));
            (amount(whole - goes), amount(goes))
        }
    }
}

fn amount(paise: Paise) -> Discount {
    if paise > Paise::ZERO { Discount::Amount(paise) } else { Discount::None }
}
