use super::list::of_bill;
use super::model::Order;
use super::place::{Accept, DraftLine, Seat, Wanted, order_in};
use crate::base::{AreaId, Code, Error, Paise, Result, clean_line, limits};
use crate::house;
use crate::store::{Read, Tx};
use crate::tables::{self, TableRow};
use crate::wire::{MoneyStatus, Source};

/// What somebody wants to order who is not in the house.
pub struct RemoteDraft {
    pub name: String,
    pub lines: Vec<DraftLine>,
    /// The total they were shown; another one now is refused.
    pub expected_total: Paise,
    pub notes: String,
}

/// Places it at a free table of the area the house keeps for that. Nothing is cooked before
/// somebody of the house has accepted it.
///
/// Errors, none of which changes anything: `not_taking_orders` where no area is kept, while the
/// house takes none, and when each table there is taken; else those of [`super::place`].
pub fn place_remote_in(tx: &Tx, draft: RemoteDraft) -> Result<Order> {
    let house = house::load(tx)?;
    let name = clean_line("name", &draft.name, limits::MAX_NAME)?;
    let area = house.remote_area_id.filter(|_| house.is_taking_remote_orders);
    let table = free_table(tx, area.ok_or(Code::NotTakingOrders)?)?;
    let sitting = tables::open_in(tx, table.id, 1, &name)?;
    let seat = Seat {
        sitting_id: sitting.id,
        table_id: sitting.table_id,
        table_name: sitting.table_name,
        area_id: Some(table.area_id),
        guest: None,
        source: Source::Remote,
        placed_by: name,
    };
    let RemoteDraft { lines, expected_total, notes, .. } = draft;
    let wanted = Wanted { lines, expected_total: Some(expected_total), notes };
    order_in(tx, &house, seat, wanted, Accept::ByPerson)
}

/// Nobody sits where an order from afar is: called off, it leaves its table free, unless somebody
/// of the house took an order there, too.
pub fn leave_in(tx: &Tx, order: &Order) -> Result<()> {
    if order.source != Source::Remote || order.is_billed() || order.money != MoneyStatus::Unpaid {
        return Ok(());
    }
    let sitting = tables::require_sitting(tx, order.sitting_id)?;
    if of_bill(tx, sitting.bill_id)?.iter().any(Order::is_billed) {
        return Ok(());
    }
    tables::close_in(tx, sitting.id)
}

/// Error: `not_taking_orders`.
fn free_table(read: &Read, area: AreaId) -> Result<TableRow> {
    for table in tables::list_tables(read)? {
        let is_of_area = table.area_id == area && table.is_active;
        if is_of_area && tables::open_sitting_of(read, table.id)?.is_none() {
            return Ok(table);
        }
    }
    let all = "Every place for orders from afar is taken.";
    Err(Error::new(Code::NotTakingOrders).message(all))
}
