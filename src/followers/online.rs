use std::time::Duration;

use crate::app::App;
use crate::online;
use crate::wire::PayMethod;

/// How often the box looks whether something is due with a gateway.
const EVERY: Duration = Duration::from_millis(500);

/// Looks after one gateway, beside everything else: whatever it does, no order waits for it, and no
/// other gateway either.
pub async fn run(app: App, method: PayMethod) {
    let mut pulse = tokio::time::interval(EVERY);
    pulse.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pulse.tick().await;
        if let Err(error) = online::tend(&app, method).await {
            tracing::warn!(%error, %method, "what is due with a gateway waits for the next look");
        }
    }
}
