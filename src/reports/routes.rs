use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::audit::{AuditPage, audit};
use super::csv::csv;
use super::kitchen::{KitchenTimes, kitchen_times};
use super::leaks::{Leaks, leaks};
use super::today::{Today, today};
use crate::app::App;
use crate::auth::{By, Managers};
use crate::base::{Calendar, Day, Result, limits};
use crate::house;
use crate::http::Query;
use crate::store::Read;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(download))
        .routes(routes!(show_kitchen))
        .routes(routes!(show_leaks))
        .routes(routes!(show_audit))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DayQuery {
    /// The business day; today's when left out.
    pub day: Option<Day>,
}

async fn report(app: &App, day: Option<Day>) -> Result<Today> {
    let now = app.clock.now();
    app.store
        .read(move |read| {
            let calendar = house::load(read)?.calendar()?;
            today(read, &calendar, day.map_or_else(|| house::business_day(read, now), Ok)?)
        })
        .await
}

/// One business day in numbers.
#[utoipa::path(get, path = "/api/reports/today", tag = "reports", params(DayQuery),
    responses((status = 200, body = Today)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<DayQuery>,
) -> Result<axum::Json<Today>> {
    Ok(axum::Json(report(&app, query.day).await?))
}

/// The same for a spreadsheet.
#[utoipa::path(get, path = "/api/reports/today.csv", tag = "reports", params(DayQuery),
    responses((status = 200, content_type = "text/csv", body = String)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn download(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<DayQuery>,
) -> Result<impl IntoResponse> {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let body = csv(&report(&app, query.day).await?)?;
    Ok(([(header::CONTENT_TYPE, kind)], body))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct SpanQuery {
    /// Business days, both included; today's when left out.
    from: Option<Day>,
    to: Option<Day>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    /// The business day; today's when left out.
    day: Option<Day>,
    /// The number of the last entry of the page before.
    cursor: Option<i64>,
    limit: Option<usize>,
}

/// Looks something up that needs the calendar of the house and today's date in it.
async fn look<T: Send + 'static>(
    app: &App,
    look: impl FnOnce(&Read, &Calendar, Day) -> Result<T> + Send + 'static,
) -> Result<axum::Json<T>> {
    let now = app.clock.now();
    let looked = app.store.read(move |read| {
        let calendar = house::load(read)?.calendar()?;
        look(read, &calendar, house::business_day(read, now)?)
    });
    looked.await.map(axum::Json)
}

/// How long the kitchen took: by dish, station and hour.
#[utoipa::path(get, path = "/api/reports/kitchen", tag = "reports", params(SpanQuery),
    responses((status = 200, body = KitchenTimes)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_kitchen(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<SpanQuery>,
) -> Result<axum::Json<KitchenTimes>> {
    look(&app, move |read, calendar, today| {
        let to = query.to.unwrap_or(today);
        kitchen_times(read, calendar, query.from.unwrap_or(to), to)
    })
    .await
}

/// Whether everything that was fired is billed, comped or voided with a reason.
#[utoipa::path(get, path = "/api/reports/leaks", tag = "reports", params(DayQuery),
    responses((status = 200, body = Leaks)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_leaks(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<DayQuery>,
) -> Result<axum::Json<Leaks>> {
    look(&app, move |read, _, today| leaks(read, query.day.unwrap_or(today))).await
}

/// Who fired, bumped, recalled, changed and confirmed what, when, from which device.
#[utoipa::path(get, path = "/api/reports/audit", tag = "reports", params(AuditQuery),
    responses((status = 200, body = AuditPage)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_audit(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<AuditQuery>,
) -> Result<axum::Json<AuditPage>> {
    let limit = query.limit.unwrap_or(50).clamp(1, limits::MAX_PAGE);
    look(&app, move |read, calendar, today| {
        audit(read, calendar, query.day.unwrap_or(today), query.cursor, limit)
    })
    .await
}
