use std::collections::BTreeMap;
use std::time::Duration;

use crate::app::App;
use crate::base::{Code, Error, Result};
use crate::ledger;
use crate::store::Storage;
use crate::wire::Actor;

/// How long the writer, and a reader, may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What was looked at, and `ok` or the code of what is wrong.
pub type Checks = BTreeMap<&'static str, &'static str>;

/// Whether the box can do its work now. True when nothing is wrong.
pub async fn ready(app: &App) -> (bool, Checks) {
    let known = app.ledger.head();
    let (read, write) = tokio::join!(read_head(app), write_nothing(app));
    let storage = match app.store.storage() {
        Storage::Failed => Err(Code::StorageFailed.into()),
        Storage::Ok | Storage::Low => Ok(()),
    };
    // What was told to the screens must be in the book.
    let book = match read {
        Ok(head) if head < known => Err(Code::StorageFailed.into()),
        _ => Ok(()),
    };
    let checks = Checks::from([
        ("storage", word(&storage)),
        ("read", word(&read)),
        ("write", word(&write)),
        ("ledger", word(&book)),
    ]);
    (checks.values().all(|word| *word == "ok"), checks)
}

fn word<T>(outcome: &Result<T>) -> &'static str {
    match outcome {
        Ok(_) => "ok",
        Err(error) => error.code().as_str(),
    }
}

async fn read_head(app: &App) -> Result<i64> {
    within(app.store.read(|read| ledger::head(read.conn()))).await
}

/// A job that changes nothing, through the writer's queue and its commit.
pub async fn write_nothing(app: &App) -> Result<()> {
    within(app.store.write(&Actor::the_box(), |_| Ok(()))).await
}

async fn within<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Error::new(Code::TimedOut)),
    }
}
