use super::desk::Desk;
use super::list::list;
use super::model::{Setting, Webhook, host_of};
use super::sql;
use super::tell::name_of;
use crate::app::App;
use crate::base::{Code, Error, OnceKey, Result, WebhookId, limits};
use crate::ledger;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// Why the box switched one off.
pub const GONE: &str = "It answered 410: it wants nothing more.";

/// Adds a webhook, which is told of what happens from now on.
///
/// Errors: `invalid_value`, `limit_reached`.
pub async fn add(app: &App, actor: &Actor, key: OnceKey, setting: Setting) -> Result<Webhook> {
    let work = move |tx: &Tx| tx.once(&key, |tx| add_in(tx, setting));
    let id = app.store.write(actor, work).await?;
    app.room::<Desk>().changed.notify_one();
    find(app, id).await
}

/// See [`add`].
pub fn add_in(tx: &Tx, setting: Setting) -> Result<WebhookId> {
    let setting = setting.checked()?;
    if sql::list(tx)?.len() >= limits::MAX_WEBHOOKS {
        return Err(Code::LimitReached.into());
    }
    let (id, head) = (WebhookId::new(tx.now()), ledger::head(tx.conn())?);
    sql::insert(tx, id, &setting, head)?;
    ledger::advance(tx.conn(), &name_of(id), head)?;
    record(tx, id, &setting, "");
    Ok(id)
}

/// Sets a webhook; what it was not told yet goes to its new address.
///
/// Errors: `not_found`, `invalid_value`.
pub async fn set(app: &App, actor: &Actor, id: WebhookId, setting: Setting) -> Result<Webhook> {
    app.store.write(actor, move |tx| set_in(tx, id, setting)).await?;
    app.room::<Desk>().begin_anew(id);
    find(app, id).await
}

/// See [`set`].
pub fn set_in(tx: &Tx, id: WebhookId, setting: Setting) -> Result<()> {
    let setting = setting.checked()?;
    let Webhook { url, topics, is_on, .. } = known(tx, id)?;
    if setting != (Setting { url, topics, is_on }) {
        sql::mark_set(tx, id, &setting, "")?;
        record(tx, id, &setting, "");
    }
    Ok(())
}

/// Drops a webhook with all it was not told. One that is not there is gone already.
pub async fn drop_webhook(app: &App, actor: &Actor, id: WebhookId) -> Result<()> {
    app.store.write(actor, move |tx| drop_in(tx, id)).await?;
    app.room::<Desk>().changed.notify_one();
    Ok(())
}

/// See [`drop_webhook`].
pub fn drop_in(tx: &Tx, id: WebhookId) -> Result<()> {
    let Some(webhook) = sql::find(tx, id)? else { return Ok(()) };
    sql::delete(tx, id)?;
    tx.record(Fact::WebhookDropped { webhook_id: id, host: webhook.host() });
    Ok(())
}

/// Tries one now that waits. Error: `not_found`.
pub async fn try_now(app: &App, id: WebhookId) -> Result<Webhook> {
    let webhook = find(app, id).await?;
    app.room::<Desk>().begin_anew(id);
    Ok(webhook)
}

/// Switches off one that wants nothing more, if `url` is still where it is.
pub async fn switch_off(app: &App, id: WebhookId, url: &str) -> Result<()> {
    let url = url.to_owned();
    let work = move |tx: &Tx| {
        let Some(webhook) = sql::find(tx, id)? else { return Ok(()) };
        let setting = Setting { url, topics: webhook.topics, is_on: false };
        if webhook.is_on && webhook.url == setting.url {
            sql::mark_set(tx, id, &setting, GONE)?;
            record(tx, id, &setting, GONE);
        }
        Ok(())
    };
    app.store.write(&Actor::the_box(), work).await?;
    app.room::<Desk>().changed.notify_one();
    Ok(())
}

fn record(tx: &Tx, webhook_id: WebhookId, setting: &Setting, reason: &str) {
    let topics = setting.topics.iter().map(ToString::to_string).collect();
    let (host, is_on, reason) = (host_of(&setting.url), setting.is_on, reason.to_owned());
    tx.record(Fact::WebhookSet { webhook_id, host, topics, is_on, reason });
}

fn known(read: &Read, id: WebhookId) -> Result<Webhook> {
    sql::find(read, id)?.ok_or_else(|| Error::not_found("webhook"))
}

async fn find(app: &App, id: WebhookId) -> Result<Webhook> {
    let all = list(app).await?;
    all.into_iter().find(|one| one.id == id).ok_or_else(|| Error::not_found("webhook"))
}
