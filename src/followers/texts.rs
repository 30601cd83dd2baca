use crate::app::{App, Follower, Miss};
use crate::base::{At, Code, Error, GuestId, Result};
use crate::notifications::{self, Note, Saying};
use crate::ordering::Order;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, MoneyStatus, OrderStatus, Recorded};
use crate::{customers, house, ordering, tables};

/// Tells guests who have shown their phone how their order stands, each thing once.
pub fn follower() -> Follower {
    Follower::new("texts", digest)
}

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
    let box_ = app.clone();
    let work = move |tx: &Tx| queue_in(&box_, tx, &recorded.fact, recorded.at);
    app.store.write(&Actor::the_box(), work).await.map_err(missed)?;
    let delivered = notifications::deliver(&app).await.map_err(missed)?;
    for phone in &delivered.opted_out {
        customers::opt_out(&app, phone).await.map_err(missed)?;
    }
    match delivered.waits {
        None => Ok(()),
        Some(reason) => Err(Miss::away(reason)),
    }
}

fn is_news(fact: &Fact) -> bool {
    use OrderStatus::{Preparing, Ready, Served};
    matches!(
        fact,
        Fact::OrderPlaced(_)
            | Fact::OrderStepped { to: Preparing | Ready | Served, .. }
            | Fact::BillPaid(_)
    )
}

fn missed(error: Error) -> Miss {
    match error.code() {
        Code::NotFound | Code::Internal => Miss::Never(error.to_string()),
        _ => Miss::Later(error.to_string()),
    }
}

fn queue_in(app: &App, tx: &Tx, fact: &Fact, at: At) -> Result<()> {
    let Some(news) = news_of(app, tx, fact)? else { return Ok(()) };
    let house = house::load(tx)?;
    for guest in news.guests {
        let Some(reach) = customers::reach(tx, guest)? else { continue };
        let text = notifications::say(&house, reach.language, &news.saying);
        let (kind, subject) = (news.saying.kind(), news.subject.clone());
        notifications::queue_in(tx, &Note { kind, subject, phone: reach.phone, text, at })?;
    }
    Ok(())
}

fn news_of(app: &App, read: &Read, fact: &Fact) -> Result<Option<News>> {
    let news = match fact {
        Fact::OrderPlaced(placed) => News {
            guests: placed.guest_id.into_iter().collect(),
            subject: placed.order_id.to_string(),
            saying: Saying::OrderReceived { number: placed.number },
        },
        Fact::OrderStepped { order_id, to, .. } => {
            let order = ordering::find(read, *order_id)?;
            let Some(saying) = step_said(app, read, &order, *to)? else { return Ok(None) };
            News {
                guests: order.placed_by_guest_id.into_iter().collect(),
                subject: order_id.to_string(),
                saying,
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

fn step_said(
    app: &App,
    read: &Read,
    order: &Order,
    to: OrderStatus,
) -> Result<Option<Saying<'static>>> {
    let number = order.number;
    Ok(match to {
        OrderStatus::Preparing => Some(Saying::Preparing { number }),
        OrderStatus::Ready => Some(Saying::Ready { number }),
        OrderStatus::Served => Some(Saying::Served { number, pay_at: pay_at(app, read, order)? }),
        _ => None,
    })
}

/// The guest's own page of their table, where the bill is: while money is due on it.
fn pay_at(app: &App, read: &Read, order: &Order) -> Result<Option<String>> {
    if !matches!(order.money, MoneyStatus::Unpaid | MoneyStatus::PartlyPaid | MoneyStatus::Failed) {
        return Ok(None);
    }
    let table = tables::find_table(read, order.table_id)?;
    let house = house::load(read)?;
    Ok(table.map(|table| tables::table_url(app, &house, &table)))
}
