use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::App;
use super::waits::{Wait, Waiting};
use crate::base::{Result, backoff, limits};
use crate::ledger;
use crate::wire::{Actor, Recorded};

/// Why a follower did not digest a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The far end is not reached: try again for as long as that takes. It says nothing about the
    /// fact, so it is no try of it. `at_least` is how long the far end wants to be left alone.
    Away { why: String, at_least: Duration },
    /// Not now: try again later.
    Later(String),
    /// Not ever: lay it aside and go on.
    Never(String),
}

impl Miss {
    /// The far end is not reached, and did not say for how long.
    pub fn away(why: impl Into<String>) -> Miss {
        Miss::Away { why: why.into(), at_least: Duration::ZERO }
    }

    pub fn why(self) -> String {
        match self {
            Miss::Away { why, .. } | Miss::Later(why) | Miss::Never(why) => why,
        }
    }
}

type Digested = Pin<Box<dyn Future<Output = std::result::Result<(), Miss>> + Send>>;

/// Something that happens outside the box, or beside the order, because of a fact.
///
/// It is told of every fact in order, at least once; it must bear hearing one twice.
#[derive(Clone)]
pub struct Follower {
    pub name: Arc<str>,
    digest: Arc<dyn Fn(App, Recorded) -> Digested + Send + Sync>,
}

impl Follower {
    pub fn new<F, D>(name: impl Into<Arc<str>>, digest: D) -> Follower
    where
        D: Fn(App, Recorded) -> F + Send + Sync + 'static,
        F: Future<Output = std::result::Result<(), Miss>> + Send + 'static,
    {
        let digest = Arc::new(move |app, fact| Box::pin(digest(app, fact)) as Digested);
        Follower { name: name.into(), digest }
    }

    /// Tells it of one fact.
    pub async fn digest(&self, app: &App, fact: Recorded) -> std::result::Result<(), Miss> {
        (self.digest)(app.clone(), fact).await
    }
}

/// How many facts are read, and how many cursor steps are saved up, at once.
const BATCH: usize = 100;

/// How long a follower that met an error waits before it begins again.
const PAUSE: Duration = Duration::from_secs(2);

/// Begins again after an error, such as a store too busy to answer.
pub async fn again<F: Future<Output = Result<()>>>(name: &str, follow: impl Fn() -> F) {
    while let Err(error) = follow().await {
        tracing::error!(follower = name, %error, "a follower begins again");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Lets `follower` read the book from where it stood, until the box closes.
///
/// A follower that has never followed begins at the head: it is not told of a past it was not
/// there for.
pub async fn follow(app: App, follower: Follower) -> Result<()> {
    let name = follower.name.clone();
    let known = app.store.read(move |read| ledger::cursor(read.conn(), &name)).await?;
    let mut done = match known {
        Some(seq) => seq,
        None => {
            let head = app.ledger.head();
            advance(&app, &follower.name, head).await?;
            head
        }
    };
    let mut head = app.ledger.watch();
    loop {
        let facts =
            app.store.read(move |read| ledger::read_after(read.conn(), done, BATCH)).await?;
        for fact in facts {
            done = fact.seq;
            digest(&app, &follower, fact).await?;
        }
        advance(&app, &follower.name, done).await?;
        if done >= *head.borrow_and_update() && head.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Tries one fact until it is digested, or laid aside after [`limits::MAX_TRIES`].
async fn digest(app: &App, follower: &Follower, fact: Recorded) -> Result<()> {
    let (seq, mut tries, mut away) = (fact.seq, 0, 0);
    let waiting = Waiting::new(app, &follower.name);
    loop {
        let (why, wait) = match follower.digest(app, fact.clone()).await {
            Ok(()) => return Ok(()),
            Err(Miss::Away { why, at_least }) => {
                let wait = backoff(away).max(at_least);
                away += 1;
                (why, wait)
            }
            Err(Miss::Later(why)) if tries + 1 < limits::MAX_TRIES => {
                tries += 1;
                (why, backoff(tries))
            }
            Err(Miss::Later(why) | Miss::Never(why)) => {
                return bury(app, follower, seq, why, tries + 1).await;
            }
        };
        waiting.until(Wait { tries: tries + away, next_try: app.clock.mono() + wait, why });
        tokio::time::sleep(wait).await;
    }
}

async fn bury(app: &App, follower: &Follower, seq: i64, why: String, tries: u32) -> Result<()> {
    tracing::warn!(follower = &*follower.name, seq, tries, "a fact was laid aside: {why}");
    let (name, now) = (follower.name.clone(), app.clock.now());
    let bury = move |tx: &crate::store::Tx| ledger::bury(tx.conn(), &name, seq, &why, tries, now);
    app.store.write(&Actor::the_box(), bury).await
}

async fn advance(app: &App, name: &Arc<str>, seq: i64) -> Result<()> {
    let name = name.clone();
    app.store.write(&Actor::the_box(), move |tx| ledger::advance(tx.conn(), &name, seq)).await
}
