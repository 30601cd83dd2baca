use super::sql;
use crate::base::{Result, SittingId};
use crate::store::Tx;
use crate::wire::Fact;

/// Ends a visit: its guests can do nothing more with it, and nobody is called for it any longer.
/// Closing one that is closed changes nothing.
pub fn close_in(tx: &Tx, sitting_id: SittingId) -> Result<()> {
    if sql::mark_closed(tx, sitting_id)? == 0 {
        return Ok(());
    }
    for (call_id, kind) in sql::list_open_calls(tx, sitting_id)? {
        sql::mark_taken(tx, call_id, &tx.actor().who)?;
        tx.record(Fact::CallTaken { call_id, sitting_id, kind });
    }
    tx.record(Fact::SittingClosed { sitting_id });
    Ok(())
}
