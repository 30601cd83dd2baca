mod backup;
mod drop;
mod menu;
mod order;
mod price;
mod settings;
mod webhook;

use std::pin::Pin;
use std::sync::PoisonError;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::listen::Way;
use super::sql;
use crate::app::App;
use crate::base::{At, Code, Error, Result, limits};
use crate::store::Tx;
use crate::wire::sync::{Ack, Command, Outcome};
use crate::wire::{Actor, Fact};

/// Outcomes told at once.
const ACKS: usize = 100;
/// How long an outcome that was told is kept, so that the same command again has the same.
const KEPT_DAYS: i64 = 30;

/// What a command does.
pub enum Doing {
    /// In one transaction with the note that it was done; `after` once that is kept.
    Now { effect: Effect, after: Option<After> },
    /// It takes longer than whoever asks can wait: somebody else answers with [`answer`].
    Later,
}

type Effect = Box<dyn FnOnce(&Tx) -> Result<Value> + Send>;
type After = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Reads a command and says what it does. Error: why it is not done.
type Kind = fn(&App, &Command) -> Result<Doing>;

/// All kinds there are: one more is one more file, and a line here.
const KINDS: &[(&str, Kind)] = &[
    ("backup", backup::backup),
    ("menu_drop", drop::menu_drop),
    ("menu_put", menu::menu_put),
    ("order_place", order::order_place),
    ("price_put", price::price_put),
    ("settings_set", settings::settings_set),
    ("webhook", webhook::webhook),
];

/// The body as this kind has it. Error: `malformed_request`.
fn parse<T: DeserializeOwned>(command: &Command) -> Result<T> {
    let malformed =
        |e: serde_json::Error| Error::new(Code::MalformedRequest).message(e.to_string());
    T::deserialize(&command.body).map_err(malformed)
}

/// What was done already, or is to be done now.
enum Known {
    No,
    Answered(Ack),
}

/// Does what the cloud asks, once: the same command again has the outcome it had. None: it is
/// begun, and what comes of it is told when it is there.
///
/// Error: it could not be done just now; told again it may be.
pub async fn obey(app: &App, command: &Command, now: At) -> Result<Option<Ack>> {
    let asked = command.clone();
    let known = move |read: &crate::store::Read| known(read, &asked);
    if let Known::Answered(ack) = app.store.read(known).await? {
        return Ok(Some(ack));
    }
    if command.expires_at < now {
        return note(app, command, Outcome::Expired, Value::Null).await.map(Some);
    }
    let kind = KINDS.iter().find(|(name, _)| *name == command.kind);
    let Some((_, kind)) = kind else {
        let said = json!({ "code": "unknown_command" });
        return note(app, command, Outcome::Refused, said).await.map(Some);
    };
    let done = match kind(app, command) {
        Ok(Doing::Later) => return Ok(None),
        Ok(Doing::Now { effect, after }) => act(app, command, effect, after).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(ack) => Ok(Some(ack)),
        Err(error) if is_ours(error.code()) && tries(app, command.id) < limits::MAX_TRIES => {
            Err(error)
        }
        Err(error) if is_ours(error.code()) => {
            tracing::error!(%error, kind = command.kind, "a command failed for good");
            note(app, command, Outcome::Refused, json!({ "code": "failed" })).await.map(Some)
        }
        Err(error) => note(app, command, Outcome::Refused, refusal(&error)).await.map(Some),
    }
}

/// What came of a command that took its time: noted, and told at once where there is a line.
pub async fn answer(app: &App, command: &Command, done: Result<Value, &Error>) -> Result<Ack> {
    let ack = match done {
        Ok(result) => note(app, command, Outcome::Done, result).await?,
        Err(error) if is_ours(error.code()) => {
            note(app, command, Outcome::Refused, json!({ "code": "failed" })).await?
        }
        Err(error) => note(app, command, Outcome::Refused, refusal(error)).await?,
    };
    app.room::<Way>().answered.notify_one();
    Ok(ack)
}

fn refusal(error: &Error) -> Value {
    error.body()["error"].clone()
}

/// Whether it is the box that cannot just now, and not the command that may not.
fn is_ours(code: Code) -> bool {
    code.status() >= 500
}

/// How often it failed, this time included.
fn tries(app: &App, id: Uuid) -> u32 {
    let way = app.room::<Way>();
    let mut failed = way.failed.lock().unwrap_or_else(PoisonError::into_inner);
    if failed.len() > 1_000 {
        failed.clear();
    }
    let tries = failed.entry(id).or_default();
    *tries += 1;
    *tries
}

/// Effect and note in one transaction: neither is there without the other.
async fn act(app: &App, command: &Command, effect: Effect, after: Option<After>) -> Result<Ack> {
    let asked = command.clone();
    let act = move |tx: &Tx| obey_in(tx, &asked, effect);
    let (ack, is_new) = app.store.write(&Actor::the_box(), act).await?;
    if let (true, Some(after)) = (is_new, after) {
        after.await;
    }
    Ok(ack)
}

fn obey_in(tx: &Tx, command: &Command, effect: Effect) -> Result<(Ack, bool)> {
    if let Known::Answered(ack) = known(tx, command)? {
        return Ok((ack, false));
    }
    let result = effect(tx)?;
    Ok((note_in(tx, command, Outcome::Done, result)?, true))
}

/// The outcome it has, if it has one. Another command under the same id is refused, and leaves the
/// first as it is.
fn known(read: &crate::store::Read, command: &Command) -> Result<Known> {
    let Some((digest, ack)) = sql::find_command(read, command.id)? else { return Ok(Known::No) };
    if digest == command.digest() {
        return Ok(Known::Answered(ack));
    }
    let result = json!({ "code": "command_changed" });
    Ok(Known::Answered(Ack { id: command.id, outcome: Outcome::Refused, result }))
}

async fn note(app: &App, command: &Command, outcome: Outcome, result: Value) -> Result<Ack> {
    let asked = command.clone();
    let note = move |tx: &Tx| match known(tx, &asked)? {
        Known::Answered(ack) => Ok(ack),
        Known::No => note_in(tx, &asked, outcome, result),
    };
    app.store.write(&Actor::the_box(), note).await
}

fn note_in(tx: &Tx, command: &Command, outcome: Outcome, result: Value) -> Result<Ack> {
    let ack = Ack { id: command.id, outcome, result };
    sql::insert_command(tx, command, &ack)?;
    sql::forget_commands(tx, At::from_millis(tx.now().millis() - KEPT_DAYS * 86_400_000))?;
    let (command_id, kind) = (command.id, command.kind.clone());
    tx.record(Fact::CommandObeyed { command_id, kind, outcome: outcome.to_string() });
    Ok(ack)
}

/// Outcomes the cloud has not confirmed, oldest first.
pub async fn untold(app: &App) -> Result<Vec<Ack>> {
    app.store.read(|read| sql::list_untold(read, ACKS)).await
}

/// The cloud has these.
pub async fn told(app: &App, ids: Vec<Uuid>) -> Result<()> {
    let mark = move |tx: &Tx| ids.iter().try_for_each(|id| sql::mark_told(tx, *id));
    app.store.write(&Actor::the_box(), mark).await
}
