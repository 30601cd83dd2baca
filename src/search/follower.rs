use std::cmp::Reverse;

use super::find::Orders;
use super::shelf::{Shelf, rebuild};
use crate::app::App;
use crate::base::{At, ItemId, Result};
use crate::store::Read;
use crate::wire::{Actor, Fact, Recorded};
use crate::{ledger, menu};

/// Facts read at once.
const BATCH: usize = 200;
/// How far back orders make a dish popular, and how many facts are read for it at most.
const LATELY_DAYS: i64 = 30;
const MOST_FACTS: i64 = 50_000;
/// How many dishes the menu calls popular, and how many portions make one so.
const POPULAR: usize = 8;
const POPULAR_FROM: u32 = 10;
/// Lines ordered before it is settled anew: each time it may be another menu for every phone.
const SETTLE_AFTER: usize = 500;

/// Keeps what is searched as fresh as the menu, and counts what is ordered, for as long as it is
/// let. It keeps no cursor: what it knows is in memory, so it begins again with every start, and
/// after any error of the storage, which it answers.
pub async fn keep_fresh(app: App) -> Result<()> {
    let mut head = app.ledger.watch();
    let now = app.clock.now();
    let mut done = app.store.read(move |read| first_of_late(read, now)).await? - 1;
    rebuild(&app).await?;
    let mut orders = Orders::new();
    // Settled at once when the past is read.
    let mut unsettled = SETTLE_AFTER;
    loop {
        let facts = app.store.read(move |read| ledger::read_after(read.conn(), done, BATCH));
        let facts = facts.await?;
        done = facts.last().map_or(done, |fact| fact.seq);
        let ordered = count(&mut orders, &facts);
        if ordered > 0 {
            app.room::<Shelf>().keep_orders(orders.clone());
        }
        let changed = facts.iter().any(|fact| matches!(fact.fact, Fact::MenuSet { .. }));
        if changed {
            rebuild(&app).await?;
        }
        unsettled += ordered;
        if unsettled >= SETTLE_AFTER && done >= *head.borrow() {
            unsettled = 0;
            menu::mark_popular(&app, &Actor::the_box(), popular(&orders)).await?;
        }
        if done >= *head.borrow_and_update() && head.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Adds up what was ordered; answers how many lines that were.
fn count(orders: &mut Orders, facts: &[Recorded]) -> usize {
    let mut lines = 0;
    for fact in facts {
        let Fact::OrderPlaced(order) = &fact.fact else { continue };
        for line in &order.lines {
            let ordered = orders.entry(line.menu_item_id).or_default();
            *ordered = ordered.saturating_add(line.quantity);
            lines += 1;
        }
    }
    lines
}

/// The few dishes that are ordered most.
fn popular(orders: &Orders) -> Vec<ItemId> {
    let mut often: Vec<_> = orders.iter().filter(|(_, count)| **count >= POPULAR_FROM).collect();
    often.sort_by_key(|(id, count)| (Reverse(**count), **id));
    often.into_iter().take(POPULAR).map(|(id, _)| *id).collect()
}

/// The number of the first fact that is recent enough. Facts are numbered in the order of time,
/// so halving finds it without reading the book; a clock that jumped makes it a little off.
fn first_of_late(read: &Read, now: At) -> Result<i64> {
    let since = now.plus_seconds(-LATELY_DAYS * 86_400);
    let head = ledger::head(read.conn())?;
    let (mut low, mut high) = ((head - MOST_FACTS).max(0) + 1, head + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        match ledger::fact_at(read.conn(), middle)? {
            Some(fact) if fact.at >= since => high = middle,
            _ => low = middle + 1,
        }
    }
    Ok(low)
}
