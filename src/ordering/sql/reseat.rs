use super::{ORDER, OrderRow, order};
use crate::base::{BillId, LineId, OrderId, Result, SittingId};
use crate::ordering::reseat::Place;
use crate::store::{Read, Tx, params};

/// All orders placed at a sitting, oldest first: bounded where orders are placed.
pub fn list_placed_at(read: &Read, sitting: SittingId) -> Result<Vec<OrderRow>> {
    let sql = format!("{ORDER} WHERE sitting_id = ?1 ORDER BY placed_at, id");
    read.list(&sql, [sitting], order)
}

/// How many orders are on a bill.
pub fn count_on_bill(read: &Read, bill: BillId) -> Result<usize> {
    let sql = "SELECT count(*) FROM orders WHERE bill_id = ?1";
    let count = read.one(sql, [bill], |row| row.get::<_, u32>(0))?;
    Ok(count.unwrap_or(0) as usize)
}

/// Sets an order, and its tickets, to another sitting, bill and table.
pub fn mark_place(tx: &Tx, order: OrderId, to: &Place) -> Result<()> {
    tx.run(
        "UPDATE orders SET sitting_id = ?2, bill_id = ?3, table_id = ?4, table_name = ?5,
            area_id = ?6, version = version + 1 WHERE id = ?1",
        params![order, to.sitting_id, to.bill_id, to.table_id, to.table_name, to.area_id],
    )?;
    super::tickets::mark_changed(tx, order)
}

pub fn mark_bill(tx: &Tx, order: OrderId, bill: BillId) -> Result<()> {
    let sql = "UPDATE orders SET bill_id = ?2, version = version + 1 WHERE id = ?1";
    tx.run(sql, params![order, bill])?;
    Ok(())
}

/// Puts a line into another order, at the place in which it stood.
pub fn mark_order(tx: &Tx, line: LineId, order: OrderId) -> Result<()> {
    tx.run("UPDATE order_line SET order_id = ?2 WHERE id = ?1", params![line, order])?;
    Ok(())
}

/// What an order that was split off has behind it already.
pub fn mark_as_far(tx: &Tx, row: &OrderRow) -> Result<()> {
    tx.run(
        "UPDATE orders SET accepted_at = ?2, is_rush = ?3, passed_at = ?4 WHERE id = ?1",
        params![row.id, row.accepted_at, row.is_rush, row.passed_at],
    )?;
    Ok(())
}
