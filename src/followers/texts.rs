use crate::app::{App, Follower, Miss};
use crate::base::{Code, Error, GuestId, Phone, Result};
use crate::notifications::{self, Saying};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, OrderStatus, Recorded};
use crate::{customers, house, ordering, tables};

/// Tells guests who have shown their phone how their order stands, each thing once.
pub const FOLLOWER: Follower =
    Follower { name: "texts", digest: |app, fact| Box::pin(digest(app, fact)) };

/// Who is to be told what, and what it is about.
struct News {
    guests: Vec<GuestId>,
    subject: String,
    saying: Saying<'static>,
}

async fn digest(app: App, recorded: Recorded) -> Result<(), Miss> {
    if !is_news(&recorded.fact) {
        return Ok(());
    }
    let work = move |tx: &Tx| queue_in(tx, &recorded.fact);
    app.store.write(&Actor::the_box(), work).await.map_err(missed)?;
    match notifications::deliver(&app).await.map_err(missed)? {
        0 => Ok(()),
        waiting => Err(Miss::Later(format!("{waiting} texts wait for the provider"))),
    }
}

fn is_news(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::OrderPlaced(_)
            | Fact::OrderStepped { to: OrderStatus::Ready, .. }
            | Fact::BillPaid(_)
    )
}

fn missed(error: Error) -> Miss {
    match error.code() {
        Code::NotFound | Code::Internal => Miss::Never(error.to_string()),
        _ => Miss::Later(error.to_string()),
    }
}

fn queue_in(tx: &Tx, fact: &Fact) -> Result<()> {
    let Some(news) = news_of(tx, fact)? else { return Ok(()) };
    let text = notifications::say(&house::load(tx)?, news.saying);
    for guest in news.guests {
        if let Some(phone) = phone_of(tx, guest)? {
            notifications::queue_in(tx, news.saying.kind(), &news.subject, &phone, &text)?;
        }
    }
    Ok(())
}

fn news_of(read: &Read, fact: &Fact) -> Result<Option<News>> {
    let news = match fact {
        Fact::OrderPlaced(placed) => News {
            guests: placed.guest_id.into_iter().collect(),
            subject: placed.order_id.to_string(),
            saying: Saying::OrderReceived { number: placed.number },
        },
        Fact::OrderStepped { order_id, to: OrderStatus::Ready, .. } => {
            let order = ordering::find(read, *order_id)?;
            News {
                guests: order.placed_by_guest_id.into_iter().collect(),
                subject: order_id.to_string(),
                saying: Saying::Ready { number: order.number },
            }
        }
        Fact::BillPaid(paid) => {
            let mut guests = Vec::new();
            for member in tables::group_of(read, paid.sitting_id)? {
                let sitting = tables::find_sitting(read, member.id)?;
                let here = sitting.map(|sitting| sitting.guests).unwrap_or_default();
                guests.extend(here.into_iter().map(|guest| guest.id));
            }
            News { guests, subject: paid.bill_id.to_string(), saying: Saying::Thanks }
        }
        _ => return Ok(None),
    };
    Ok(Some(news))
}

fn phone_of(read: &Read, guest: GuestId) -> Result<Option<Phone>> {
    match customers::customer_of(read, guest)? {
        Some(customer) => customers::find_phone(read, customer),
        None => Ok(None),
    }
}
