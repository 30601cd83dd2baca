use super::sql;
use crate::base::{ItemId, Result};
use crate::store::Tx;
use crate::wire::Fact;

/// Dishes one fact names; a change of more is a change of the whole menu.
const MAX_NAMED: usize = 100;

/// Marks the menu as changed. No dish named means that any may be another.
pub fn touched_in(tx: &Tx, item_ids: Vec<ItemId>) -> Result<()> {
    let revision = sql::bump_revision(tx)?;
    let item_ids = if item_ids.len() > MAX_NAMED { Vec::new() } else { item_ids };
    tx.record(Fact::MenuSet { revision, item_ids });
    Ok(())
}
