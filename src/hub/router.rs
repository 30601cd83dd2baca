use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::{Hub, commands, fleet, ingest, relay, snapshots};
use crate::base::Result;
use crate::http::{self, Rules};
use crate::wire::sync::POLL_SECONDS;

/// Everything a node answers, behind the house's way in.
pub fn router(hub: Hub, rules: Rules) -> Router {
    let routes = Router::new()
        .merge(fleet::routes())
        .merge(ingest::routes())
        .merge(snapshots::routes())
        .merge(commands::routes())
        .merge(relay::routes())
        .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health/ready", get(ready));
    // A poll is held open for longer than anything else may take.
    let timeout = rules.timeout.max(Duration::from_secs(POLL_SECONDS + 15));
    http::stack(routes.with_state(hub), Rules { timeout, ..rules })
}

/// Whether the database answers, and is one this hub knows.
async fn ready(State(hub): State<Hub>) -> Result<StatusCode> {
    let tx = hub.db.as_public().await?;
    tx.one("SELECT max(version) FROM migration", &[]).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
