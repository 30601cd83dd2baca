use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;

use super::{
    Hub, central, commands, fleet, ingest, pages, people, relay, restaurants, sales, search,
    snapshots, watch,
};
use crate::base::Result;
use crate::http::{self, Rules};
use crate::wire::sync::POLL_SECONDS;

/// Everything a node answers, behind the house's way in.
pub fn router(hub: Hub, rules: Rules) -> Router {
    let routes = Router::new()
        .merge(fleet::routes())
        .merge(fleet::owner_routes())
        .merge(ingest::routes())
        .merge(snapshots::routes())
        .merge(commands::routes())
        .merge(commands::owner_routes())
        .merge(central::routes())
        .merge(relay::routes())
        .merge(people::routes())
        .merge(restaurants::routes())
        .merge(search::routes())
        .merge(sales::routes())
        .merge(watch::routes())
        .merge(pages::routes())
        .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health/ready", get(ready));
    let routes = routes.layer(map_response(unkept));
    // A poll is held open for longer than anything else may take.
    let timeout = rules.timeout.max(Duration::from_secs(POLL_SECONDS + 15));
    http::stack(routes.with_state(hub), Rules { timeout, ..rules })
}

/// What is somebody's is kept by no browser and no proxy, unless a page says otherwise.
async fn unkept(mut response: Response) -> Response {
    let none = HeaderValue::from_static("no-store");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(none);
    response
}

/// Whether the database answers, and is one this hub knows.
async fn ready(State(hub): State<Hub>) -> Result<StatusCode> {
    let tx = hub.db.as_public().await?;
    tx.one("SELECT max(version) FROM migration", &[]).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
