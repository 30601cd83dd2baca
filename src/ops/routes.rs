use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::letters::{self, Retried};
use super::metrics::{self, Metrics};
use super::model::Status;
use super::ready::{self, Checks};
use super::status;
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::{DeadLetterId, Result, limits};
use crate::http::Path;
use crate::ledger::{self, DeadLetter};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_live))
        .routes(routes!(get_ready))
        .routes(routes!(get_metrics))
        .routes(routes!(get_status))
        .routes(routes!(get_letters))
        .routes(routes!(delete_letter))
        .routes(routes!(post_retry))
}

#[derive(Serialize, ToSchema)]
pub struct Alive {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the box can do its work, and what was looked at.
#[derive(Serialize, ToSchema)]
pub struct Ready {
    #[schema(example = "ready")]
    status: &'static str,
    /// `ok`, or the code of what is wrong.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    checks: Checks,
}

/// The newest dead letters.
#[derive(Serialize, ToSchema)]
pub struct DeadLetters {
    items: Vec<DeadLetter>,
}

/// The process runs.
#[utoipa::path(get, path = "/health/live", tag = "ops", responses((status = 200, body = Alive)))]
async fn get_live() -> axum::Json<Alive> {
    axum::Json(Alive { status: "ok" })
}

/// The box can read and write.
#[utoipa::path(get, path = "/health/ready", tag = "ops",
    responses((status = 200, body = Ready), (status = 503, body = Ready)))]
async fn get_ready(State(app): State<App>) -> (StatusCode, axum::Json<Ready>) {
    let (ready, checks) = ready::ready(&app).await;
    let (code, status) = match ready {
        true => (StatusCode::OK, "ready"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not_ready"),
    };
    (code, axum::Json(Ready { status, checks }))
}

/// What is measured, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "ops",
    responses((status = 200, content_type = "application/openmetrics-text", body = String)))]
async fn get_metrics(State(app): State<App>) -> Result<([(HeaderName, &'static str); 1], String)> {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], metrics::scrape(&app).await?))
}

/// How the box is doing.
#[utoipa::path(get, path = "/api/ops/status", tag = "ops",
    responses((status = 200, body = Status)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn get_status(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<Status>> {
    status::status(&app).await.map(axum::Json)
}

/// What followers gave up on, the newest first.
#[utoipa::path(get, path = "/api/ops/dead-letters", tag = "ops",
    responses((status = 200, body = DeadLetters)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn get_letters(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<DeadLetters>> {
    let look = |read: &crate::store::Read| ledger::dead_letters(read.conn(), limits::MAX_PAGE);
    let items = app.store.read(look).await?;
    Ok(axum::Json(DeadLetters { items }))
}

/// Tries one again at once; it stays in the list when that fails.
#[utoipa::path(post, path = "/api/ops/dead-letters/{id}/retry", tag = "ops",
    params(("id" = DeadLetterId, Path)),
    responses((status = 200, body = Retried)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn post_retry(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<DeadLetterId>,
) -> Result<axum::Json<Retried>> {
    letters::retry(&app, &by.0.actor(&device), id).await.map(axum::Json)
}

/// Gives one up for good.
#[utoipa::path(delete, path = "/api/ops/dead-letters/{id}", tag = "ops",
    params(("id" = DeadLetterId, Path)),
    responses((status = 204)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn delete_letter(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<DeadLetterId>,
) -> Result<StatusCode> {
    letters::drop_letter(&app, &by.0.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Counts every answer by its route. A layer for `from_fn_with_state`, around all routes.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    // The route, not the path: a path may be anything, and there would be no end of counters.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = app.clock.mono();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), app.clock.mono().saturating_sub(began));
    app.room::<Metrics>().answered(method.as_str(), route, status, took);
    response
}
