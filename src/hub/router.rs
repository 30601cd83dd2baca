use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::{Hub, fleet, ingest, snapshots};
use crate::base::Result;
use crate::http::{self, Rules};

/// Everything a node answers, behind the house's way in.
pub fn router(hub: Hub, rules: Rules) -> Router {
    let routes = Router::new()
        .merge(fleet::routes())
        .merge(ingest::routes())
        .merge(snapshots::routes())
        .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health/ready", get(ready));
    http::stack(routes.with_state(hub), rules)
}

/// Whether the database answers, and is one this hub knows.
async fn ready(State(hub): State<Hub>) -> Result<StatusCode> {
    let tx = hub.db.as_public().await?;
    tx.one("SELECT max(version) FROM migration", &[]).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
