mod claims;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::buyer::name_buyer;
use super::close::close_sitting;
use super::credit::{CreditNote, take_lines_back};
use super::discount::discount_bill;
use super::extra::{ExtraDraft, add_extra, remove_extra};
use super::model::{Bill, BillState, Buyer};
use super::receipt::Paper;
use super::split::{Split, split, unsplit};
use super::write_off::{list_due_again, write_off};
use super::{receipt, sql, view};
use crate::app::App;
use crate::auth::{Approved, Asker, By, Device, Floor, Managers, Till};
use crate::base::{BillId, Code, Day, Error, ExtraId, LineId, Result, SittingId, limits};
use crate::http::{Json, Keyed, Path, Query};
use crate::ordering::DiscountBody;
use crate::store::Read;
use crate::tables::{self, Sitting};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(show_of_sitting))
        .routes(routes!(discount))
        .routes(routes!(share, unshare))
        .routes(routes!(put_extra))
        .routes(routes!(drop_extra))
        .routes(routes!(name))
        .merge(claims::routes())
        .routes(routes!(take_back))
        .routes(routes!(due_again))
        .routes(routes!(lose))
        .routes(routes!(close))
        .routes(routes!(consolidated))
        .route("/r/{token}", get(page))
        .route("/receipt.css", get(style))
}

#[derive(Serialize, ToSchema)]
pub struct BillPage {
    pub items: Vec<Bill>,
    pub next_cursor: Option<BillId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct BillQuery {
    pub state: Option<BillState>,
    pub cursor: Option<BillId>,
    pub limit: Option<usize>,
}

/// Bills that were paid or touched, newest first.
#[utoipa::path(get, path = "/api/bills", tag = "billing", params(BillQuery),
    responses((status = 200, body = BillPage)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn list(
    State(app): State<App>,
    _: By<Floor>,
    Query(query): Query<BillQuery>,
) -> Result<axum::Json<BillPage>> {
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let paid = query.state.map(|state| state == BillState::Paid);
    let page = app.store.read(move |read| {
        let ids = sql::list_bills(read, paid, query.cursor, limit)?;
        let next_cursor = (ids.len() == limit).then(|| ids.last().copied()).flatten();
        // A bill whose orders all went to another is nobody's.
        let items = ids.into_iter().map(|id| view::find(read, id));
        let none = |bill: &Result<Bill>| matches!(bill, Err(e) if e.code() == Code::NoBill);
        let items = items.filter(|bill| !none(bill)).collect::<Result<_>>()?;
        Ok(BillPage { items, next_cursor })
    });
    Ok(axum::Json(page.await?))
}

/// A bill, live.
#[utoipa::path(get, path = "/api/bills/{id}", tag = "billing", params(("id" = BillId, Path)),
    responses((status = 200, body = Bill)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<BillId>,
) -> Result<axum::Json<Bill>> {
    let look = move |read: &Read| {
        may_see(read, &asker, id)?;
        view::find(read, id)
    };
    Ok(axum::Json(app.store.read(look).await?))
}

/// The bill of a sitting, live.
#[utoipa::path(get, path = "/api/sittings/{id}/bill", tag = "billing",
    params(("id" = SittingId, Path)), responses((status = 200, body = Bill)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show_of_sitting(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<SittingId>,
) -> Result<axum::Json<Bill>> {
    asker.may_see(id, "sitting")?;
    Ok(axum::Json(app.store.read(move |read| view::bill_of_sitting(read, id)).await?))
}

/// Take something off the whole bill, with a reason.
#[utoipa::path(post, path = "/api/bills/{id}/discount", tag = "billing",
    params(("id" = BillId, Path)), request_body = DiscountBody,
    responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn discount(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    agreed: Approved,
    Path(id): Path<BillId>,
    Json(body): Json<DiscountBody>,
) -> Result<axum::Json<Bill>> {
    let discount = body.discount()?;
    let actor = staff.actor(&device);
    let (role, reason) = agreed.over(&staff, body.reason);
    Ok(axum::Json(discount_bill(&app, &actor, id, discount, reason, role).await?))
}

/// Share a bill out: in equal parts, by amounts, seats, guests or lines.
#[utoipa::path(put, path = "/api/bills/{id}/split", tag = "billing",
    params(("id" = BillId, Path)), request_body = Split, responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn share(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<BillId>,
    Json(how): Json<Split>,
) -> Result<axum::Json<Bill>> {
    Ok(axum::Json(split(&app, &staff.actor(&device), id, how).await?))
}

/// Make a shared bill one again.
#[utoipa::path(delete, path = "/api/bills/{id}/split", tag = "billing",
    params(("id" = BillId, Path)), responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn unshare(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<BillId>,
) -> Result<axum::Json<Bill>> {
    Ok(axum::Json(unsplit(&app, &staff.actor(&device), id).await?))
}

/// To a guest only their own table's bill exists.
fn may_see(read: &Read, asker: &Asker, bill: BillId) -> Result<()> {
    match asker {
        Asker::Guest(guest) if tables::bill_of(read, guest.sitting_id)? != Some(bill) => {
            Err(Error::not_found("bill"))
        }
        _ => Ok(()),
    }
}

/// Put an open item, packing or delivery on a bill.
#[utoipa::path(post, path = "/api/bills/{id}/extras", tag = "billing",
    params(("id" = BillId, Path),
        ("Idempotency-Key" = String, Header, description = "The extra's own name")),
    request_body = ExtraDraft, responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn put_extra(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<BillId>,
    keyed: Keyed<ExtraDraft>,
) -> Result<axum::Json<Bill>> {
    let (key, draft) = keyed.by(staff.scope())?;
    Ok(axum::Json(add_extra(&app, &staff.actor(&device), key, id, draft).await?))
}

/// Take it off again.
#[utoipa::path(delete, path = "/api/bills/{id}/extras/{line_id}", tag = "billing",
    params(("id" = BillId, Path), ("line_id" = LineId, Path)),
    responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn drop_extra(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path((id, line)): Path<(BillId, LineId)>,
) -> Result<axum::Json<Bill>> {
    let extra = ExtraId(line.0);
    Ok(axum::Json(remove_extra(&app, &staff.actor(&device), id, extra).await?))
}

/// Name whom the invoice is for.
#[utoipa::path(put, path = "/api/bills/{id}/buyer", tag = "billing",
    params(("id" = BillId, Path)), request_body = Buyer, responses((status = 200, body = Bill)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn name(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<BillId>,
    Json(buyer): Json<Buyer>,
) -> Result<axum::Json<Bill>> {
    Ok(axum::Json(name_buyer(&app, &staff.actor(&device), id, buyer).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBackBody {
    pub lines: Vec<BackLine>,
    pub reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BackLine {
    pub line_id: LineId,
    pub quantity: u32,
}

/// Take lines of a paid bill back: a credit note is issued, and what was paid for them is owed.
#[utoipa::path(post, path = "/api/bills/{id}/return", tag = "billing",
    params(("id" = BillId, Path),
        ("Idempotency-Key" = String, Header, description = "The return's own name")),
    request_body = TakeBackBody, responses((status = 200, body = CreditNote)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn take_back(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<BillId>,
    keyed: Keyed<TakeBackBody>,
) -> Result<axum::Json<CreditNote>> {
    let (key, body) = keyed.by(staff.scope())?;
    let lines = body.lines.iter().map(|line| (line.line_id, line.quantity)).collect();
    let actor = staff.actor(&device);
    Ok(axum::Json(take_lines_back(&app, &actor, key, id, lines, body.reason).await?))
}

#[derive(Serialize, ToSchema)]
pub struct DueAgainPage {
    pub items: Vec<Bill>,
    pub next_cursor: Option<BillId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DueAgainQuery {
    pub cursor: Option<BillId>,
    pub limit: Option<usize>,
}

/// Bills whose invoice stands and is due again, because a payment never came; oldest first. They
/// are paid like any other, or written off.
#[utoipa::path(get, path = "/api/bills/due-again", tag = "billing", params(DueAgainQuery),
    responses((status = 200, body = DueAgainPage)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn due_again(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<DueAgainQuery>,
) -> Result<axum::Json<DueAgainPage>> {
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let found = app.store.read(move |read: &Read| {
        let due = list_due_again(read, None, query.cursor, limit)?;
        let items: Vec<Bill> = due
            .iter()
            .map(|one| view::find_even_empty(read, one.bill_id))
            .collect::<Result<_>>()?;
        let next_cursor = (items.len() == limit).then(|| items.last().map(|bill| bill.id));
        Ok(DueAgainPage { items, next_cursor: next_cursor.flatten() })
    });
    Ok(axum::Json(found.await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteOffBody {
    pub reason: String,
}

/// Write off what an invoice is due again of: nobody will pay it.
#[utoipa::path(post, path = "/api/bills/{id}/write-off", tag = "billing",
    params(("id" = BillId, Path),
        ("Idempotency-Key" = String, Header, description = "The write-off's own name")),
    request_body = WriteOffBody, responses((status = 200, body = Bill),
        (status = 409, description = "already_paid, illegal_transition before its invoice")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn lose(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<BillId>,
    keyed: Keyed<WriteOffBody>,
) -> Result<axum::Json<Bill>> {
    let (key, body) = keyed.by(staff.scope())?;
    Ok(axum::Json(write_off(&app, &staff.actor(&device), key, id, body.reason).await?))
}

/// End a sitting at which nothing is owed.
#[utoipa::path(post, path = "/api/sittings/{id}/close", tag = "billing",
    params(("id" = SittingId, Path)), responses((status = 200, body = Sitting)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn close(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
) -> Result<axum::Json<Sitting>> {
    Ok(axum::Json(close_sitting(&app, &staff.actor(&device), id).await?))
}

/// The invoice or credit note as a page, or as a file with `.pdf` behind its address, for whoever
/// has that.
async fn page(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let bare = token.strip_suffix(".pdf").map(str::to_owned);
    let is_file = bare.is_some();
    let token = bare.unwrap_or(token);
    let look = move |read: &Read| match sql::find_invoice_by_token(read, &token)? {
        Some(invoice) => Paper::of_invoice(&invoice),
        None => match sql::money::find_credit_note_by_token(read, &token)? {
            Some(note) => Paper::of_credit_note(&note),
            None => Err(Error::not_found("receipt")),
        },
    };
    let paper = app.store.read(look).await?;
    if is_file {
        return file(paper).await;
    }
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Ok(([kind, PRIVATE], receipt::page(&paper)).into_response())
}

/// The invoice that stands for a day's small bills, as a PDF.
#[utoipa::path(get, path = "/api/days/{day}/invoice.pdf", tag = "days",
    params(("day" = Day, Path)),
    responses((status = 200, content_type = "application/pdf")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn consolidated(
    State(app): State<App>,
    _: By<Managers>,
    Path(day): Path<Day>,
) -> Result<Response> {
    let whole = app.store.read(move |read| sql::find_consolidated(read, day)).await?;
    let paper = Paper::of_consolidated(&whole.ok_or_else(|| Error::not_found("invoice"))?)?;
    file(paper).await
}

async fn file(paper: Paper) -> Result<Response> {
    let drawn = tokio::task::spawn_blocking(move || receipt::pdf(&paper)).await;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    Ok(([kind, PRIVATE], drawn.map_err(Error::internal)??).into_response())
}

const PRIVATE: (header::HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

async fn style() -> impl IntoResponse {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    let cached = HeaderValue::from_static("public, max-age=3600");
    ([(header::CONTENT_TYPE, css), (header::CACHE_CONTROL, cached)], receipt::STYLE)
}
