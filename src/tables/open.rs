use super::model::{Sitting, SittingRow, covers};
use super::{sql, view};
use crate::base::{Code, Error, Result, SittingId, TableId};
use crate::store::Tx;
use crate::wire::Fact;

/// Opens a visit at a table, or answers the one that is open.
///
/// Errors: `not_found`; `table_closed` when the table is out of use.
pub fn open_in(tx: &Tx, table_id: TableId, people: u32, opened_by: &str) -> Result<Sitting> {
    if let Some(open) = sql::open_sitting_of(tx, table_id)? {
        return view::sitting(tx, open);
    }
    let table = sql::find_table(tx, table_id)?.ok_or_else(|| Error::not_found("table"))?;
    if !table.is_active {
        return Err(Code::TableClosed.into());
    }
    let row = SittingRow {
        id: SittingId::new(tx.now()),
        table_id,
        table_name: table.name,
        covers: covers(people)?,
        opened_at: tx.now(),
        closed_at: None,
        opened_by: opened_by.to_owned(),
    };
    sql::insert_sitting(tx, &row)?;
    let SittingRow { id, table_name, covers, .. } = row;
    tx.record(Fact::SittingOpened { sitting_id: id, table_id, table_name, covers });
    view::sitting(tx, id)
}
