use crate::app::App;
use crate::base::Result;
use crate::house;
use crate::ordering;
use crate::store::{Read, Tx};
use crate::tables::{self, SittingRow};
use crate::wire::Actor;

/// Visits one round looks at.
const ROUND: usize = 200;

/// Ends visits nobody stirs at and nobody owes anything for: who scanned the code and left. Who has
/// something to pay is never sent away; staff see that they need attention. Answers how many ended.
pub async fn end_idle(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let idle = app.store.read(move |read| {
        let minutes = house::load(read)?.idle_minutes;
        let mut idle = tables::list_idle(read, now, minutes, ROUND)?;
        idle.retain(|id| {
            tables::require_sitting(read, *id).is_ok_and(|row| owes_nothing(read, &row))
        });
        Ok(idle)
    });
    let mut ended = 0;
    for id in idle.await? {
        // Somebody may have ordered since.
        let end = move |tx: &Tx| {
            let minutes = house::load(tx)?.idle_minutes;
            let row = tables::require_sitting(tx, id)?;
            let is_idle = tables::list_idle(tx, tx.now(), minutes, ROUND)?.contains(&id);
            if !is_idle || !owes_nothing(tx, &row) {
                return Ok(0);
            }
            tables::close_in(tx, id)?;
            Ok(1)
        };
        ended += app.store.write(&Actor::the_box(), end).await?;
    }
    Ok(ended)
}

/// Nothing was ordered, or all of it was called off.
fn owes_nothing(read: &Read, sitting: &SittingRow) -> bool {
    let orders = ordering::of_bill(read, sitting.bill_id);
    orders.is_ok_and(|orders| orders.iter().all(|order| !order.is_billed()))
}
