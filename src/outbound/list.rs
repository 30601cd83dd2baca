use super::desk::{Desk, Outcome};
use super::model::Webhook;
use super::sql;
use super::tell::name_of;
use crate::app::{App, Waits};
use crate::base::{Result, WebhookId};

/// All webhooks, the oldest first, and how each does.
pub async fn list(app: &App) -> Result<Vec<Webhook>> {
    let mut all = app.store.read(sql::list).await?;
    let waits = app.room::<Waits>();
    for webhook in &mut all {
        let Some(wait) = waits.of(&name_of(webhook.id)).filter(|_| webhook.is_on) else { continue };
        webhook.tries = wait.tries;
        let left = wait.next_try.saturating_sub(app.clock.mono());
        webhook.next_try_in_seconds = Some(left.as_secs());
        webhook.trouble = Some(wait.why);
    }
    Ok(all)
}

/// Where those go that the box switched off by itself.
pub async fn switched_off(app: &App) -> Result<Vec<String>> {
    let all = app.store.read(sql::list).await?;
    Ok(all.into_iter().filter(|one| one.off_reason.is_some()).map(|one| one.host()).collect())
}

/// How often each was told, and how that went, since the start.
pub fn tally(app: &App) -> Vec<(WebhookId, Outcome, u64)> {
    app.room::<Desk>().tally()
}
