use crate::app::{App, Follower, Miss};
use crate::base::Code;
use crate::billing;
use crate::store::Tx;
use crate::wire::{Actor, Fact, OrderStatus, Recorded};

/// What was paid for an order that is called off is owed back, on a credit note.
pub const FOLLOWER: Follower =
    Follower { name: "credits", digest: |app, fact| Box::pin(digest(app, fact)) };

async fn digest(app: App, recorded: Recorded) -> Result<(), Miss> {
    use OrderStatus::{Cancelled, Rejected};
    let Fact::OrderStepped { order_id, to: Cancelled | Rejected, .. } = recorded.fact else {
        return Ok(());
    };
    let work = move |tx: &Tx| billing::take_order_back_in(tx, order_id).map(|_| ());
    app.store.write(&Actor::the_box(), work).await.map_err(|error| match error.code() {
        Code::NotFound | Code::NoBill | Code::Internal => Miss::Never(error.to_string()),
        _ => Miss::Later(error.to_string()),
    })
}
