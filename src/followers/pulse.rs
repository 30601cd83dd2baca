use std::time::Duration;

use serde_json::json;

use crate::app::App;
use crate::auth;
use crate::base::{Error, Result};
use crate::kitchen::{self, Delivery};
use crate::live::{Audience, Message};
use crate::ordering;

/// How often the box looks. The kitchen has five seconds to draw a ticket.
const EVERY: Duration = Duration::from_millis(500);

/// What cannot wait for a minute: orders whose grace is over, courses whose time has come, tickets
/// that are on no screen, screens of people who signed out.
pub async fn run(app: App) {
    let mut pulse = tokio::time::interval(EVERY);
    pulse.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut told = None;
    loop {
        pulse.tick().await;
        if let Err(error) = ordering::do_due(&app).await {
            tracing::warn!(%error, "what was due waits for the next look");
        }
        if let Err(error) = auth::expel_ended(&app).await {
            tracing::warn!(%error, "screens whose session is over were not closed");
        }
        if let Err(error) = tell(&app, &mut told).await {
            tracing::warn!(%error, "how delivery stands was not told");
        }
    }
}

/// Tells staff how delivery stands, when it is not what they were told last.
async fn tell(app: &App, told: &mut Option<Delivery>) -> Result<()> {
    if app.live.screens().is_empty() {
        *told = None;
        return Ok(());
    }
    let (now, live) = (app.clock.now(), app.live.clone());
    let delivery = app.store.read(move |read| kitchen::delivery(read, now, &live)).await?;
    if told.as_ref().is_some_and(|told| delivery.says_the_same(told)) {
        return Ok(());
    }
    let text = serde_json::to_string(&json!({ "type": "delivery", "data": delivery }));
    let text = text.map_err(Error::internal)?.into();
    app.live.publish(Message { seq: None, audience: Audience::Staff, text });
    *told = Some(delivery);
    Ok(())
}
