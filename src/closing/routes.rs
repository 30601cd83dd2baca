use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::gstr1::{Gstr1, gstr1};
use super::journal::{Journal, journal};
use super::model::ZReport;
use super::ready::{Hindrances, hindrances};
use super::{close, csv, sql};
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::{At, Calendar, Day, Error, Paise, Result, limits};
use crate::house;
use crate::http::{Keyed, Path, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show_open))
        .routes(routes!(close_one))
        .routes(routes!(show))
        .routes(routes!(download))
        .routes(routes!(show_gstr1))
        .routes(routes!(download_gstr1))
        .routes(routes!(show_journal))
        .routes(routes!(download_journal))
}

/// A day on which something happened.
#[derive(Serialize, ToSchema)]
pub struct DayRow {
    pub business_day: Day,
    /// Of its Z report; none while its books are open.
    pub number: Option<u32>,
    pub closed_at: Option<At>,
    pub closed_by: Option<String>,
    pub total_paise: Option<Paise>,
}

#[derive(Serialize, ToSchema)]
pub struct Days {
    /// What happens now belongs to this day.
    pub today: Day,
    /// Newest first.
    pub items: Vec<DayRow>,
    pub next_cursor: Option<Day>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DaysQuery {
    pub cursor: Option<Day>,
    pub limit: Option<usize>,
}

/// Days on which anything happened, newest first, and whether their books are closed.
#[utoipa::path(get, path = "/api/days", tag = "days", params(DaysQuery),
    responses((status = 200, body = Days)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn list(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<DaysQuery>,
) -> Result<axum::Json<Days>> {
    let now = app.clock.now();
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let days = app.store.read(move |read| {
        let items = sql::list_days(read, query.cursor, limit)?;
        let next_cursor = (items.len() == limit).then(|| items.last()).flatten();
        let next_cursor = next_cursor.map(|last| last.business_day);
        Ok(Days { today: house::business_day(read, now)?, items, next_cursor })
    });
    Ok(axum::Json(days.await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseDayBody {}

/// What is still open on a day. All but `refunds_pending` must be done before it can be closed.
#[utoipa::path(get, path = "/api/days/{day}/open", tag = "days", params(("day" = Day, Path)),
    responses((status = 200, body = Hindrances)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_open(
    State(app): State<App>,
    _: By<Managers>,
    Path(day): Path<Day>,
) -> Result<axum::Json<Hindrances>> {
    Ok(axum::Json(app.store.read(move |read| hindrances(read, day)).await?))
}

/// Close a day's books. `day_not_ready` lists what is open: `open_bills`, `open_drawers`,
/// `waiting_prints`, `refunds_due`, `unverified`, `mismatches`; and `refunds_pending`, which hold
/// nothing up.
#[utoipa::path(post, path = "/api/days/{day}/close", tag = "days",
    params(("day" = Day, Path),
        ("Idempotency-Key" = String, Header, description = "The close's own name")),
    request_body = CloseDayBody,
    responses((status = 200, body = ZReport), (status = 409, description = "day_not_ready")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn close_one(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(day): Path<Day>,
    keyed: Keyed<CloseDayBody>,
) -> Result<axum::Json<ZReport>> {
    let (key, CloseDayBody {}) = keyed.by(staff.scope())?;
    Ok(axum::Json(close::close_day(&app, &staff.actor(&device), key, day).await?))
}

async fn report(app: &App, day: Day) -> Result<ZReport> {
    let found = app.store.read(move |read| sql::find_report(read, day)).await?;
    found.ok_or_else(|| Error::not_found("closed day"))
}

/// A closed day's Z report, as it was issued.
#[utoipa::path(get, path = "/api/days/{day}/z", tag = "days", params(("day" = Day, Path)),
    responses((status = 200, body = ZReport)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show(
    State(app): State<App>,
    _: By<Managers>,
    Path(day): Path<Day>,
) -> Result<axum::Json<ZReport>> {
    Ok(axum::Json(report(&app, day).await?))
}

/// The same for a spreadsheet.
#[utoipa::path(get, path = "/api/days/{day}/z.csv", tag = "days", params(("day" = Day, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn download(
    State(app): State<App>,
    _: By<Managers>,
    Path(day): Path<Day>,
) -> Result<Response> {
    Ok(sheet(csv::z(&report(&app, day).await?)?))
}

fn sheet(bytes: Vec<u8>) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SpanQuery {
    /// Days, both included.
    from: Day,
    to: Day,
}

/// Days one export may span: a quarter.
const MAX_DAYS: i64 = 92;

impl SpanQuery {
    fn checked(self) -> Result<(Day, Day)> {
        match (0..MAX_DAYS).contains(&self.from.days_until(self.to)) {
            true => Ok((self.from, self.to)),
            false => {
                let range = format!("This is from `from` on, and at most {MAX_DAYS} days.");
                Err(Error::invalid("to", range))
            }
        }
    }
}

async fn summary(app: &App, span: SpanQuery) -> Result<Gstr1> {
    let (from, to) = span.checked()?;
    let look = app.store.read(move |read| {
        // Papers are dated by the clock on the wall.
        let calendar = Calendar::new(&house::load(read)?.timezone, "00:00")?;
        gstr1(read, &calendar, from, to)
    });
    look.await
}

/// What GSTR-1 asks for, by the dates on the papers.
#[utoipa::path(get, path = "/api/reports/gstr1", tag = "reports", params(SpanQuery),
    responses((status = 200, body = Gstr1)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_gstr1(
    State(app): State<App>,
    _: By<Managers>,
    Query(span): Query<SpanQuery>,
) -> Result<axum::Json<Gstr1>> {
    Ok(axum::Json(summary(&app, span).await?))
}

/// The same for a spreadsheet.
#[utoipa::path(get, path = "/api/reports/gstr1.csv", tag = "reports", params(SpanQuery),
    responses((status = 200, content_type = "text/csv", body = String)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn download_gstr1(
    State(app): State<App>,
    _: By<Managers>,
    Query(span): Query<SpanQuery>,
) -> Result<Response> {
    Ok(sheet(csv::gstr1(&summary(&app, span).await?)?))
}

async fn booked(app: &App, span: SpanQuery) -> Result<Journal> {
    let (from, to) = span.checked()?;
    app.store.read(move |read| journal(read, from, to)).await
}

/// Balanced debits and credits by business day.
#[utoipa::path(get, path = "/api/reports/journal", tag = "reports", params(SpanQuery),
    responses((status = 200, body = Journal)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show_journal(
    State(app): State<App>,
    _: By<Managers>,
    Query(span): Query<SpanQuery>,
) -> Result<axum::Json<Journal>> {
    Ok(axum::Json(booked(&app, span).await?))
}

/// The same for a spreadsheet.
#[utoipa::path(get, path = "/api/reports/journal.csv", tag = "reports", params(SpanQuery),
    responses((status = 200, content_type = "text/csv", body = String)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn download_journal(
    State(app): State<App>,
    _: By<Managers>,
    Query(span): Query<SpanQuery>,
) -> Result<Response> {
    Ok(sheet(csv::journal(&booked(&app, span).await?)?))
}
