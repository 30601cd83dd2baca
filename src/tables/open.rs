use super::model::{SittingRow, covers};
use super::view;
use super::wait::waits;
use super::{sql, wait};
use crate::base::{BillId, Code, Error, Result, SittingId, TableId};
use crate::store::Tx;
use crate::wire::Fact;

use super::model::Sitting;

/// Opens a visit at a table, or answers the one that is open.
///
/// Errors: `not_found`; `table_closed` when the table is out of use.
pub fn open_in(tx: &Tx, table_id: TableId, people: u32, opened_by: &str) -> Result<Sitting> {
    if let Some(open) = sql::open_sitting_of(tx, table_id)? {
        wait::wait_on_in(tx, open)?;
        return view::sitting(tx, open);
    }
    open_new_in(tx, table_id, covers(people)?, opened_by)
}

/// Opens a visit for more room: its people are counted at the visit it is merged into.
pub fn open_beside_in(tx: &Tx, table_id: TableId) -> Result<Sitting> {
    open_new_in(tx, table_id, 0, &tx.actor().who)
}

fn open_new_in(tx: &Tx, table_id: TableId, covers: u32, opened_by: &str) -> Result<Sitting> {
    let table = sql::find_table(tx, table_id)?.ok_or_else(|| Error::not_found("table"))?;
    if !table.is_active {
        return Err(Code::TableClosed.into());
    }
    let row = SittingRow {
        id: SittingId::new(tx.now()),
        table_id,
        table_name: table.name,
        covers,
        opened_at: tx.now(),
        closed_at: None,
        opened_by: opened_by.to_owned(),
        bill_id: BillId::new(tx.now()),
        waiter: waits(tx.actor()).then(|| tx.actor().who.clone()),
        merged_into: None,
        last_activity_at: tx.now(),
        pin: table.pin,
        idle_minutes: None,
    };
    sql::insert_sitting(tx, &row)?;
    let SittingRow { id, table_name, covers, .. } = row;
    tx.record(Fact::SittingOpened { sitting_id: id, table_id, table_name, covers });
    view::sitting(tx, id)
}
