use super::hear::digest_waiting;
use super::look::{look, postpone_in};
use super::refund::refund_due;
use super::sql;
use crate::app::App;
use crate::base::Result;
use crate::gateways::pay::Gateways;
use crate::wire::{Actor, PayMethod};

/// The ways to pay that are looked after by [`tend`].
pub const METHODS: [PayMethod; 2] = Gateways::METHODS;

/// Attempts looked at in one go.
const BATCH: usize = 20;

/// Does what is due with one gateway: webhooks that wait, attempts nobody heard of, refunds. Does
/// nothing while the gateway rests; what was missed is done when it is back.
pub async fn tend(app: &App, method: PayMethod) -> Result<()> {
    while digest_waiting(app).await? > 0 {}
    if app.pay.is_open(method).is_err() {
        return Ok(());
    }
    let Ok(_turn) = app.pay.turn(method).await else { return Ok(()) };
    let now = app.clock.now();
    let due = app.store.read(move |read| sql::list_due(read, method, now, BATCH)).await?;
    for attempt in due {
        let id = attempt.id;
        if let Err(error) = look(app, attempt).await {
            // One that cannot be digested holds no other up.
            tracing::error!(%error, %id, "an attempt is looked at again later");
            app.store.write(&Actor::the_box(), move |tx| postpone_in(tx, id)).await?;
        }
    }
    refund_due(app, method).await
}
