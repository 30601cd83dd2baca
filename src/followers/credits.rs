use crate::app::{App, Follower, Miss};
use crate::base::{BillId, Code, Error, OrderId};
use crate::billing;
use crate::store::Tx;
use crate::wire::{Actor, Fact, OrderStatus, Recorded};

/// What was paid for an order that is called off is owed back, on a credit note; and a bill with
/// money on it is settled or given back as soon as nothing stands in the way any more.
pub fn follower() -> Follower {
    Follower::new("credits", digest)
}

async fn digest(app: App, recorded: Recorded) -> Result<(), Miss> {
    use OrderStatus::{Cancelled, Rejected};
    if let Fact::OrderStepped { order_id, to: Cancelled | Rejected, .. } = recorded.fact {
        let work = move |tx: &Tx| billing::take_order_back_in(tx, order_id).map(|_| ());
        app.store.write(&Actor::the_box(), work).await.map_err(miss)?;
    }
    let bill = match concerns(&recorded.fact) {
        Some(Concerns::Order(order)) => {
            let found = app.store.read(move |read| billing::unsettled_bill_of(read, order));
            found.await.map_err(miss)?
        }
        Some(Concerns::Bill(bill)) => Some(bill),
        None => None,
    };
    let Some(bill) = bill else { return Ok(()) };
    let work = move |tx: &Tx| billing::settle_up_in(tx, bill);
    app.store.write(&Actor::the_box(), work).await.map_err(miss)
}

fn miss(error: Error) -> Miss {
    match error.code() {
        Code::NotFound | Code::NoBill | Code::Internal => Miss::Never(error.to_string()),
        _ => Miss::Later(error.to_string()),
    }
}

enum Concerns {
    Order(OrderId),
    Bill(BillId),
}

/// What a bill comes to, or what holds its invoice up, may be another after this.
fn concerns(fact: &Fact) -> Option<Concerns> {
    match fact {
        Fact::OrderStepped { order_id, .. }
        | Fact::LineVoided { order_id, .. }
        | Fact::LineFired { order_id, .. }
        | Fact::LineDiscounted { order_id, .. } => Some(Concerns::Order(*order_id)),
        Fact::BillDiscounted { bill_id, .. } | Fact::BillExtraSet { bill_id, .. } => {
            Some(Concerns::Bill(*bill_id))
        }
        _ => None,
    }
}
