use std::time::Duration;

use crate::app::App;
use crate::wire::Actor;

const EVERY: Duration = Duration::from_secs(60);
/// How many values one round sweeps.
const SWEEP: usize = 10_000;

/// What is done by the clock: old values swept, old answers forgotten, the reserve made again.
pub async fn run(app: App) {
    let mut minute = tokio::time::interval(EVERY);
    loop {
        minute.tick().await;
        let (ephemeral, store) = (app.ephemeral.clone(), app.store.clone());
        let swept = tokio::task::spawn_blocking(move || {
            store.mend_reserve();
            ephemeral.sweep(SWEEP)
        });
        if let Err(error) = swept.await {
            tracing::warn!(%error, "the sweep did not end");
        }
        let forget = |tx: &crate::store::Tx| tx.forget_old_answers();
        if let Err(error) = app.store.write(&Actor::the_box(), forget).await {
            tracing::warn!(%error, "old answers were not forgotten");
        }
    }
}
