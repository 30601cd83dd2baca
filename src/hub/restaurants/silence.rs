use std::time::Duration;

use super::sql;
use crate::base::Result;
use crate::hub::Hub;
use crate::hub::watch::SILENT_SECONDS;

/// How often a node looks whether boxes went silent or speak again.
const SWEEP_EVERY: Duration = Duration::from_secs(30);
/// How often popularity is counted.
const COUNT_EVERY: Duration = Duration::from_secs(6 * 3_600);

/// Takes restaurants whose box is silent offline, and puts those online again whose box speaks and
/// whose person still wants it. One that has no box yet, or none that ever spoke, is not silent.
/// Any node may do so at any time; of several at once one does. Answers how many changed.
pub async fn sweep(hub: &Hub) -> Result<u64> {
    let tx = hub.db.as_admin().await?;
    if !sql::try_sweep(&tx).await? {
        return Ok(0);
    }
    let changed = sql::mark_silence(&tx, SILENT_SECONDS).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Counts how often was ordered where in the last thirty days. As [`sweep`], any node at any time.
pub async fn count_orders(hub: &Hub) -> Result<u64> {
    let tx = hub.db.as_admin().await?;
    if !sql::try_sweep(&tx).await? {
        return Ok(0);
    }
    let changed = sql::count_popularity(&tx).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Looks after all that is seen, for as long as the node serves. What fails is tried again the
/// next time.
pub async fn look_after(hub: Hub) {
    let mut sweeps = tokio::time::interval(SWEEP_EVERY);
    let mut counts = tokio::time::interval(COUNT_EVERY);
    loop {
        let done = tokio::select! {
            _ = sweeps.tick() => sweep(&hub).await,
            _ = counts.tick() => count_orders(&hub).await,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "restaurants were not looked after");
        }
    }
}
