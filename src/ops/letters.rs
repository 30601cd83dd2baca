use std::sync::OnceLock;

use serde::Serialize;
use utoipa::ToSchema;

use super::sql;
use crate::app::{App, Follower, Miss};
use crate::base::{DeadLetterId, Error, Result};
use crate::ledger;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// Finds a follower by its name. They are named at the top of the house, and used here.
#[derive(Default)]
struct Followers(OnceLock<fn(&str) -> Option<Follower>>);

/// Says who follows, once; without it no letter can be tried again.
pub fn know_followers(app: &App, find: fn(&str) -> Option<Follower>) {
    app.room::<Followers>().0.get_or_init(|| find);
}

/// What came of trying a dead letter again.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct Retried {
    pub done: bool,
    /// Why not; the letter stays in the list.
    pub reason: Option<String>,
}

/// Gives a fact to the follower that could not digest it, once more and at once.
pub async fn retry(app: &App, actor: &Actor, id: DeadLetterId) -> Result<Retried> {
    let look = move |read: &Read| {
        let (name, seq) = find(read, id)?;
        let fact = ledger::fact_at(read.conn(), seq)?.ok_or_else(|| Error::not_found("fact"))?;
        Ok((name, fact))
    };
    let (name, fact) = app.store.read(look).await?;
    let follower = follower(app, &name).ok_or_else(|| Error::not_found("follower"))?;
    let seq = fact.seq;
    let reason = follower.digest(app, fact).await.err().map(Miss::why);
    let kept = reason.clone();
    let work = move |tx: &Tx| {
        match &kept {
            Some(reason) => ledger::bury(tx.conn(), &name, seq, reason, 1, tx.now())?,
            // Somebody else may have been faster: a follower bears hearing a fact twice.
            None => drop(ledger::drop_letter(tx.conn(), id)?),
        }
        tx.record(Fact::DeadLetterRetried { follower: name, seq, done: kept.is_none() });
        Ok(())
    };
    app.store.write(actor, work).await?;
    Ok(Retried { done: reason.is_none(), reason })
}

/// Takes a letter off the list for good: what it asked for will not happen.
pub async fn drop_letter(app: &App, actor: &Actor, id: DeadLetterId) -> Result<()> {
    let work = move |tx: &Tx| {
        let gone = ledger::drop_letter(tx.conn(), id)?;
        let (follower, seq) = gone.ok_or_else(|| Error::not_found("dead letter"))?;
        tx.record(Fact::DeadLetterDropped { follower, seq });
        Ok(())
    };
    app.store.write(actor, work).await
}

fn find(read: &Read, id: DeadLetterId) -> Result<(String, i64)> {
    sql::find_letter(read, id)?.ok_or_else(|| Error::not_found("dead letter"))
}

fn follower(app: &App, name: &str) -> Option<Follower> {
    app.room::<Followers>().0.get().and_then(|find| find(name))
}
