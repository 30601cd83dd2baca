use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::csv::csv;
use super::today::{Today, today};
use crate::app::App;
use crate::auth::{By, Managers};
use crate::base::{Day, Result};
use crate::house;
use crate::http::Query;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(download))
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
            today(read, &calendar, day.unwrap_or_else(|| calendar.day_of(now)))
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
