use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Counts, Drawer, MoveKind};
use super::{close, enter, open, sql, view};
use crate::app::App;
use crate::auth::{By, Device, Staff, Till};
use crate::base::{DrawerId, Error, Paise, Result, limits};
use crate::http::{Keyed, Path, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, open_one))
        .routes(routes!(show))
        .routes(routes!(move_in_or_out))
        .routes(routes!(count))
}

/// A cashier sees their own, and while it is open not what should be in it.
fn may_see(staff: &Staff) -> impl Fn(&Drawer) -> bool + Send + 'static {
    let staff = staff.clone();
    move |drawer| staff.is_manager() || drawer.staff_id == staff.id
}

fn shown(staff: &Staff, drawer: Drawer) -> Drawer {
    if staff.is_manager() { drawer } else { drawer.blind() }
}

#[derive(Serialize, ToSchema)]
pub struct DrawerPage {
    /// Newest first, without entries.
    pub items: Vec<Drawer>,
    pub next_cursor: Option<DrawerId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DrawerQuery {
    /// True: not counted yet.
    pub open: Option<bool>,
    pub cursor: Option<DrawerId>,
    pub limit: Option<usize>,
}

/// Drawers, newest first: all of them for managers, a cashier's own.
#[utoipa::path(get, path = "/api/drawers", tag = "drawers", params(DrawerQuery),
    responses((status = 200, body = DrawerPage)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn list(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Query(query): Query<DrawerQuery>,
) -> Result<axum::Json<DrawerPage>> {
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let page = app.store.read(move |read| {
        let of = (!staff.is_manager()).then_some(staff.id);
        let rows = sql::list_drawers(read, of, query.open, query.cursor, limit)?;
        let next_cursor = (rows.len() == limit).then(|| rows.last().map(|d| d.id)).flatten();
        let items = rows.into_iter().map(|row| Ok(shown(&staff, view::summed(read, row)?)));
        Ok(DrawerPage { items: items.collect::<Result<_>>()?, next_cursor })
    });
    Ok(axum::Json(page.await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDrawerBody {
    /// What is in it to give change.
    pub float_paise: Paise,
}

/// Open a drawer for oneself.
#[utoipa::path(post, path = "/api/drawers", tag = "drawers",
    params(("Idempotency-Key" = String, Header, description = "The drawer's own name")),
    request_body = OpenDrawerBody, responses((status = 200, body = Drawer)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn open_one(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    keyed: Keyed<OpenDrawerBody>,
) -> Result<axum::Json<Drawer>> {
    let (key, body) = keyed.by(staff.scope())?;
    let actor = staff.actor(&device);
    let opened = open::open(&app, &actor, key, staff.id, body.float_paise).await?;
    Ok(axum::Json(shown(&staff, opened)))
}

/// A drawer with what went in and out.
#[utoipa::path(get, path = "/api/drawers/{id}", tag = "drawers",
    params(("id" = DrawerId, Path)), responses((status = 200, body = Drawer)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn show(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Path(id): Path<DrawerId>,
) -> Result<axum::Json<Drawer>> {
    let drawer = app.store.read(move |read| view::find(read, id)).await?;
    match may_see(&staff)(&drawer) {
        true => Ok(axum::Json(shown(&staff, drawer))),
        false => Err(Error::not_found("drawer")),
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CashMoveBody {
    pub kind: MoveKind,
    pub amount_paise: Paise,
    pub reason: String,
}

/// Put cash into a drawer or take it out, for a reason.
#[utoipa::path(post, path = "/api/drawers/{id}/moves", tag = "drawers",
    params(("id" = DrawerId, Path),
        ("Idempotency-Key" = String, Header, description = "The move's own name")),
    request_body = CashMoveBody, responses((status = 200, body = Drawer)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn move_in_or_out(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<DrawerId>,
    keyed: Keyed<CashMoveBody>,
) -> Result<axum::Json<Drawer>> {
    let (key, body) = keyed.by(staff.scope())?;
    let moved = (body.kind, body.amount_paise, body.reason);
    let (actor, see) = (staff.actor(&device), may_see(&staff));
    let drawer = enter::move_cash(&app, &actor, key, id, moved, see).await?;
    Ok(axum::Json(shown(&staff, drawer)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountBody {
    /// Pieces by denomination in paise: three notes of 500 rupees are `{"50000": 3}`.
    #[schema(value_type = BTreeMap<String, u32>)]
    pub counts: Counts,
}

/// Close a drawer with what was counted in it; only then a cashier hears what there should be.
#[utoipa::path(post, path = "/api/drawers/{id}/close", tag = "drawers",
    params(("id" = DrawerId, Path),
        ("Idempotency-Key" = String, Header, description = "The count's own name")),
    request_body = CountBody, responses((status = 200, body = Drawer)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn count(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<DrawerId>,
    keyed: Keyed<CountBody>,
) -> Result<axum::Json<Drawer>> {
    let (key, body) = keyed.by(staff.scope())?;
    let (actor, see) = (staff.actor(&device), may_see(&staff));
    Ok(axum::Json(close::close(&app, &actor, key, id, body.counts, see).await?))
}
