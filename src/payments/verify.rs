use crate::app::App;
use crate::base::{PaymentId, Result};
use crate::billing::{self, Payment};
use crate::wire::Actor;

/// Somebody looked into the bank's list: a payment that was not sure came, or did not. What did
/// not come is due again.
///
/// Errors: `not_found`, `illegal_transition`.
pub async fn verify(app: &App, actor: &Actor, id: PaymentId, is_true: bool) -> Result<Payment> {
    app.store.write(actor, move |tx| billing::verify_payment_in(tx, id, is_true)).await
}
