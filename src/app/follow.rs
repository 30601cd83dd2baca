use std::future::Future;
use std::pin::Pin;

use super::App;
use crate::base::{Result, backoff, limits};
use crate::ledger;
use crate::wire::{Actor, Recorded};

/// Why a follower did not digest a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The far end is not reached: try again for as long as that takes. It says nothing about the
    /// fact, so it is no try of it.
    Away(String),
    /// Not now: try again later.
    Later(String),
    /// Not ever: lay it aside and go on.
    Never(String),
}

type Digested = Pin<Box<dyn Future<Output = std::result::Result<(), Miss>> + Send>>;

/// Something that happens outside the box, or beside the order, because of a fact.
///
/// It is told of every fact in order, at least once; it must bear hearing one twice.
#[derive(Clone, Copy)]
pub struct Follower {
    pub name: &'static str,
    pub digest: fn(App, Recorded) -> Digested,
}

/// How many facts are read, and how many cursor steps are saved up, at once.
const BATCH: usize = 100;

/// Lets `follower` read the book from where it stood, until the box closes.
///
/// A follower that has never followed begins at the head: it is not told of a past it was not
/// there for.
pub async fn follow(app: App, follower: Follower) -> Result<()> {
    let name = follower.name;
    let known = app.store.read(move |read| ledger::cursor(read.conn(), name)).await?;
    let mut done = match known {
        Some(seq) => seq,
        None => {
            let head = app.ledger.head();
            advance(&app, name, head).await?;
            head
        }
    };
    let mut head = app.ledger.watch();
    loop {
        let facts =
            app.store.read(move |read| ledger::read_after(read.conn(), done, BATCH)).await?;
        for fact in facts {
            done = fact.seq;
            digest(&app, follower, fact).await?;
        }
        advance(&app, name, done).await?;
        if done >= *head.borrow_and_update() && head.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Tries one fact until it is digested, or laid aside after [`limits::MAX_TRIES`].
async fn digest(app: &App, follower: Follower, fact: Recorded) -> Result<()> {
    let (seq, mut tries, mut away) = (fact.seq, 0, 0);
    loop {
        let digested = (follower.digest)(app.clone(), fact.clone()).await;
        if let Err(Miss::Away(_)) = digested {
            tokio::time::sleep(backoff(away)).await;
            away += 1;
            continue;
        }
        tries += 1;
        let reason = match digested {
            Ok(()) => return Ok(()),
            Err(Miss::Later(_)) if tries < limits::MAX_TRIES => {
                tokio::time::sleep(backoff(tries)).await;
                continue;
            }
            Err(Miss::Later(reason) | Miss::Never(reason) | Miss::Away(reason)) => reason,
        };
        tracing::warn!(follower = follower.name, seq, tries, "a fact was laid aside: {reason}");
        let (name, now) = (follower.name, app.clock.now());
        let bury =
            move |tx: &crate::store::Tx| ledger::bury(tx.conn(), name, seq, &reason, tries, now);
        return app.store.write(&Actor::the_box(), bury).await;
    }
}

async fn advance(app: &App, name: &'static str, seq: i64) -> Result<()> {
    app.store.write(&Actor::the_box(), move |tx| ledger::advance(tx.conn(), name, seq)).await
}
