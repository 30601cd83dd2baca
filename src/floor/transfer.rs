use super::place::{place_of, view};
use crate::app::App;
use crate::base::{Result, SittingId, TableId};
use crate::ordering;
use crate::store::Tx;
use crate::tables::{self, Sitting};
use crate::wire::{Actor, Fact};

/// A party goes to another table, with all it ordered. Asking again changes nothing.
///
/// Errors: `not_found`, `sitting_closed`, `table_closed`, `table_taken`.
pub async fn transfer(app: &App, actor: &Actor, id: SittingId, table: TableId) -> Result<Sitting> {
    app.store.write(actor, move |tx| transfer_in(tx, id, table)).await
}

/// See [`transfer`].
pub fn transfer_in(tx: &Tx, id: SittingId, table_id: TableId) -> Result<Sitting> {
    let sitting = tables::require_open(tx, id)?;
    if sitting.table_id == table_id {
        return view(tx, id);
    }
    let table = tables::require_free(tx, table_id)?;
    tables::mark_moved_in(tx, &sitting, &table)?;
    let order_ids = ordering::reseat_in(tx, &place_of(tx, id)?)?;
    tables::wait_on_in(tx, id)?;
    tx.record(Fact::SittingMoved {
        sitting_id: id,
        from_table_id: sitting.table_id,
        from_table_name: sitting.table_name,
        to_table_id: table_id,
        table_name: table.name,
        order_ids,
    });
    view(tx, id)
}
