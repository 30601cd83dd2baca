use std::time::Duration;

use crate::app::App;
use crate::floor;
use crate::wire::Actor;

const EVERY: Duration = Duration::from_secs(60);
/// How many values one round sweeps.
const SWEEP: usize = 10_000;

/// What is done by the clock: old values swept, idle sittings ended, old answers forgotten, the reserve made again.
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
        if let Err(error) = floor::end_idle(&app).await {
            tracing::warn!(%error, "idle sittings wait for the next round");
        }
        let forget = |tx: &crate::store::Tx| tx.forget_old_answers();
        if let Err(error) = app.store.write(&Actor::the_box(), forget).await {
            tracing::warn!(%error, "old answers were not forgotten");
        }
    }
}
