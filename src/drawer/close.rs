use super::model::{Counts, Drawer, counted};
use super::{sql, view};
use crate::app::App;
use crate::base::{Code, DrawerId, Error, OnceKey, Result};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Closes a drawer with what was counted in it, once. `see` says whether it is there for who asks.
///
/// Errors: `not_found`, `drawer_closed`, `invalid_value` for money there is not.
pub async fn close(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    id: DrawerId,
    counts: Counts,
    see: impl Fn(&Drawer) -> bool + Send + 'static,
) -> Result<Drawer> {
    let work = move |tx: &Tx| {
        if !see(&view::find(tx, id)?) {
            return Err(Error::not_found("drawer"));
        }
        close_in(tx, id, counts)
    };
    app.store.write(actor, move |tx| tx.once(&key, work)).await
}

/// See [`close`].
pub fn close_in(tx: &Tx, id: DrawerId, mut counts: Counts) -> Result<Drawer> {
    let drawer = view::find(tx, id)?;
    if drawer.closed_at.is_some() {
        return Err(Code::DrawerClosed.into());
    }
    let counted_paise = counted(&counts)?;
    counts.retain(|_, pieces| *pieces > 0);
    let expected_paise = drawer.expected_paise.unwrap_or_default();
    sql::mark_closed(tx, id, &counts, counted_paise, expected_paise)?;
    tx.record(Fact::DrawerClosed {
        drawer_id: id,
        cashier: drawer.cashier,
        expected_paise,
        counted_paise,
        business_day: drawer.business_day,
    });
    view::find(tx, id)
}
