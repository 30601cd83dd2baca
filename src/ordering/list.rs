use super::model::Order;
use super::sql::{self, Filter};
use super::view::complete;
use crate::base::{BillId, LineId, OrderId, Result, SittingId, TableId, limits};
use crate::store::Read;
use crate::wire::OrderStatus;

/// Which orders somebody looks for.
#[derive(Default)]
pub struct Lookup {
    pub status: Option<OrderStatus>,
    pub table: Option<TableId>,
    pub sitting: Option<SittingId>,
    pub before: Option<OrderId>,
    pub limit: usize,
}

/// Newest first.
pub fn orders(read: &Read, by: Lookup) -> Result<Vec<Order>> {
    let filter = Filter { status: by.status, table: by.table, before: by.before, limit: by.limit };
    let rows = match by.sitting {
        Some(sitting) => sql::list_of_sitting(read, sitting, &filter)?,
        None => sql::list_orders(read, &filter)?,
    };
    rows.into_iter().map(|row| complete(read, row)).collect()
}

/// Orders somebody still has to do something about, oldest first.
pub fn open_orders(read: &Read, limit: usize) -> Result<Vec<Order>> {
    sql::list_open(read, limit)?.into_iter().map(|row| complete(read, row)).collect()
}

/// All orders of a bill, oldest first.
pub fn of_bill(read: &Read, bill: BillId) -> Result<Vec<Order>> {
    let rows = sql::list_of_bill(read, bill, limits::MAX_ORDERS_PER_SITTING)?;
    rows.into_iter().map(|row| complete(read, row)).collect()
}

/// Which of these lines were ordered already.
pub fn ordered_lines(read: &Read, lines: &[LineId]) -> Result<Vec<LineId>> {
    sql::list_known_lines(read, lines)
}
