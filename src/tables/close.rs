use super::group::group_of;
use super::model::SittingRow;
use super::{pin, sql};
use crate::base::{Result, SittingId};
use crate::store::Tx;
use crate::wire::Fact;

/// Ends a visit, and those it pays for: its guests can do nothing more with it, and nobody is
/// called for it any longer. Closing one that is closed changes nothing.
pub fn close_in(tx: &Tx, sitting_id: SittingId) -> Result<()> {
    let group = group_of(tx, sitting_id)?;
    let leads = group.first().is_some_and(|leader| leader.id == sitting_id);
    for sitting in group.iter().filter(|sitting| leads || sitting.id == sitting_id) {
        close_one_in(tx, sitting)?;
    }
    Ok(())
}

fn close_one_in(tx: &Tx, sitting: &SittingRow) -> Result<()> {
    let sitting_id = sitting.id;
    if sql::mark_closed(tx, sitting_id)? == 0 {
        return Ok(());
    }
    for (call_id, kind) in sql::list_open_calls(tx, sitting_id)? {
        sql::mark_taken(tx, call_id, &tx.actor().who)?;
        tx.record(Fact::CallTaken { call_id, sitting_id, kind });
    }
    pin::renew_in(tx, sitting.table_id)?;
    tx.record(Fact::SittingClosed { sitting_id });
    Ok(())
}
