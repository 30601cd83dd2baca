use super::sql;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{ItemId, Result};
use crate::wire::Actor;

/// Calls these dishes popular, and no others. Ids that are not on the menu are passed over; when
/// nothing changes nobody is told.
pub async fn mark_popular(app: &App, actor: &Actor, ids: Vec<ItemId>) -> Result<()> {
    app.store
        .write(actor, move |tx| {
            let before = sql::list_popular(tx)?;
            let fallen = before.iter().filter(|id| !ids.contains(id)).map(|id| (id, false));
            let risen = ids.iter().filter(|id| !before.contains(id)).map(|id| (id, true));
            let mut changed = Vec::new();
            for (id, is_popular) in fallen.chain(risen) {
                if sql::mark_item_popular(tx, *id, is_popular)? > 0 {
                    changed.push(*id);
                }
            }
            if changed.is_empty() { Ok(()) } else { touched_in(tx, changed) }
        })
        .await
}
