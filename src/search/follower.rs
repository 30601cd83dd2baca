use super::find::Orders;
use super::shelf::{Shelf, rebuild};
use crate::app::App;
use crate::base::{At, Result};
use crate::ledger;
use crate::store::Read;
use crate::wire::{Fact, Recorded};

/// Facts read at once.
const BATCH: usize = 200;
/// How far back orders make a dish popular, and how many facts are read for it at most.
const LATELY_DAYS: i64 = 30;
const MOST_FACTS: i64 = 50_000;

/// Keeps what is searched as fresh as the menu, and counts what is ordered; until the box closes.
///
/// It keeps no cursor: what it knows is in memory, so it begins again with every start.
pub async fn keep_fresh(app: App) -> Result<()> {
    let mut head = app.ledger.watch();
    let now = app.clock.now();
    let mut done = app.store.read(move |read| first_of_late(read, now)).await? - 1;
    rebuild(&app).await?;
    let mut orders = Orders::new();
    loop {
        let facts = app.store.read(move |read| ledger::read_after(read.conn(), done, BATCH));
        let facts = facts.await?;
        done = facts.last().map_or(done, |fact| fact.seq);
        let changed = facts.iter().any(|fact| matches!(fact.fact, Fact::MenuSet { .. }));
        if changed {
            rebuild(&app).await?;
        }
        if count(&mut orders, &facts) {
            app.room::<Shelf>().keep_orders(orders.clone());
        }
        if done >= *head.borrow_and_update() && head.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Adds up what was ordered; true when anything was.
fn count(orders: &mut Orders, facts: &[Recorded]) -> bool {
    let mut any = false;
    for fact in facts {
        let Fact::OrderPlaced(order) = &fact.fact else { continue };
        for line in &order.lines {
            let ordered = orders.entry(line.menu_item_id).or_default();
            *ordered = ordered.saturating_add(line.quantity);
            any = true;
        }
    }
    any
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
