use std::collections::HashMap;

use tokio::task::JoinSet;

use super::desk::Desk;
use super::sql;
use super::tell::{follower, name_of};
use crate::app::{App, again, follow};
use crate::base::{Result, WebhookId};
use crate::ledger;
use crate::store::Tx;
use crate::wire::Actor;

/// Lets each webhook that is on follow the book, by itself, until the box closes.
pub async fn run(app: App) -> Result<()> {
    let desk = app.room::<Desk>();
    let mut followers: HashMap<WebhookId, JoinSet<()>> = HashMap::new();
    loop {
        let all = app.store.read(sql::list).await?;
        let anew = desk.take_anew();
        let on: Vec<_> = all.iter().filter(|one| one.is_on).map(|one| one.id).collect();
        let ends = |id: &WebhookId| !on.contains(id) || anew.contains(id);
        let ended: Vec<_> = followers.keys().copied().filter(ends).collect();
        for id in ended {
            if let Some(mut follower) = followers.remove(&id) {
                follower.shutdown().await;
            }
            match all.iter().any(|one| one.id == id) {
                true => desk.forgive(id),
                false => desk.forget(id),
            }
        }
        // Nobody writes for one any more that was dropped.
        app.store.write(&Actor::the_box(), sweep_in).await?;
        for id in on {
            followers.entry(id).or_insert_with(|| keep_telling(&app, id));
        }
        desk.changed.notified().await;
    }
}

fn keep_telling(app: &App, id: WebhookId) -> JoinSet<()> {
    let (app, follower) = (app.clone(), follower(id));
    let mut telling = JoinSet::new();
    telling.spawn(async move {
        again(&follower.name, || follow(app.clone(), follower.clone())).await;
    });
    telling
}

/// Forgets how far webhooks were that are no more, and what was laid aside for them.
fn sweep_in(tx: &Tx) -> Result<()> {
    for name in sql::list_strays(tx)? {
        ledger::forget(tx.conn(), &name)?;
    }
    Ok(())
}

/// On a box that was brought back: each webhook goes on after the last fact it is known to have.
pub fn go_on_in(tx: &Tx) -> Result<()> {
    for (id, told_seq) in sql::list_told(tx)? {
        ledger::advance(tx.conn(), &name_of(id), told_seq)?;
    }
    Ok(())
}
