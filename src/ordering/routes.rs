mod kitchen;

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::discount::discount_line;
use super::list::{self, Lookup};
use super::model::Order;
use super::place::{Draft, DraftLine, place};
use super::step::{Move, Mover, move_order};
use super::view::find;
use crate::app::App;
use crate::auth::{Approved, Asker, By, Device, Floor, Staff, StaffMembers, Till, Who};
use crate::base::{
    Bps, Code, Error, ItemId, LineId, ModifierId, OrderId, Paise, Result, SittingId, TableId,
    VariantId, limits,
};
use crate::cart;
use crate::http::{Json, Keyed, Path, Query};
use crate::menu::Choice;
use crate::pricing::Discount;
use crate::wire::OrderStatus;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post, list))
        .routes(routes!(show))
        .routes(routes!(set_status))
        .routes(routes!(accept))
        .routes(routes!(reject))
        .routes(routes!(cancel))
        .routes(routes!(discount))
        .merge(kitchen::routes())
}

/// What is ordered: `items`, or the asker's part of the cart when there are none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBody {
    pub table_id: Option<TableId>,
    pub items: Option<Vec<OrderItem>>,
    /// The total the asker was shown; another one now answers `price_changed`.
    pub expected_total_paise: Option<Paise>,
    /// The whole table's cart, not only the asker's lines.
    #[serde(default)]
    pub whole_table: bool,
    #[serde(default)]
    pub notes: String,
    /// Nothing is fired before somebody says so. Only staff may ask for it.
    #[serde(default)]
    pub hold: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderItem {
    pub menu_item_id: ItemId,
    pub variant_id: Option<VariantId>,
    pub quantity: u32,
    #[serde(default)]
    pub modifiers: Vec<ModifierId>,
    #[serde(default)]
    pub special_instructions: String,
    /// 1 to 9; later courses wait until somebody fires them.
    #[serde(default = "first")]
    pub course: u32,
    /// The chair it is for.
    #[serde(default)]
    pub seat: Option<u32>,
}

fn first() -> u32 {
    1
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusBody {
    pub status: OrderStatus,
    #[serde(default)]
    pub notes: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    #[serde(default)]
    pub reason: String,
}

/// A discount: a rate or an amount; neither takes it back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscountBody {
    pub percent_bps: Option<Bps>,
    pub amount_paise: Option<Paise>,
    #[serde(default)]
    pub reason: String,
}

#[derive(Serialize, ToSchema)]
pub struct OrderPage {
    pub items: Vec<Order>,
    pub next_cursor: Option<OrderId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OrderQuery {
    pub status: Option<OrderStatus>,
    pub table: Option<TableId>,
    pub sitting: Option<SittingId>,
    /// Only what somebody still has to do something about, oldest first, without pages.
    pub open: Option<bool>,
    pub cursor: Option<OrderId>,
    pub limit: Option<usize>,
}

impl DiscountBody {
    /// Errors: `invalid_value` for both at once, above 100 %, or an amount nobody means.
    pub fn discount(&self) -> Result<Discount> {
        let percent = self.percent_bps.filter(|rate| rate.0 > 0);
        let amount = self.amount_paise.filter(|amount| *amount != Paise::ZERO);
        match (percent, amount) {
            (None, None) => Ok(Discount::None),
            (Some(rate), None) if rate <= Bps::WHOLE => Ok(Discount::Percent(rate)),
            (None, Some(amount)) if amount.is_sane() => Ok(Discount::Amount(amount)),
            (Some(_), Some(_)) => Err(Error::invalid("discount", "A rate or an amount, not both.")),
            (Some(_), None) => Err(Error::invalid("percent_bps", "This is at most 10000.")),
            (None, Some(_)) => Err(Error::invalid("amount_paise", "This is not an amount.")),
        }
    }
}

/// Place an order. Sending it again with the same key answers the same order.
#[utoipa::path(post, path = "/api/orders", tag = "ordering", request_body = OrderBody,
    params(("Idempotency-Key" = String, Header, description = "The order's own name")),
    responses((status = 201, body = Order)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    keyed: Keyed<OrderBody>,
) -> Result<(StatusCode, axum::Json<Order>)> {
    let (key, body) = keyed.by(asker.scope())?;
    let actor = asker.actor(&device);
    let (lines, from_cart) = match body.items {
        Some(items) => (items.into_iter().map(|item| item.line(&app)).collect(), false),
        None => (cart_lines(&app, &asker, body.table_id, body.whole_table).await?, true),
    };
    let taken: Vec<LineId> =
        lines.iter().filter(|_| from_cart).map(|l: &DraftLine| l.line_id).collect();
    let draft = Draft {
        asker,
        table_id: body.table_id,
        lines,
        expected_total: body.expected_total_paise,
        notes: body.notes,
        hold: body.hold,
    };
    let order = place(&app, &actor, key, draft).await?;
    cart::forget(&app, order.sitting_id, &taken)?;
    Ok((StatusCode::CREATED, axum::Json(order)))
}

impl OrderItem {
    fn line(self, app: &App) -> DraftLine {
        let OrderItem { menu_item_id, variant_id, modifiers, .. } = self;
        DraftLine {
            line_id: LineId::new(app.clock.now()),
            choice: Choice { menu_item_id, variant_id, modifiers },
            quantity: self.quantity,
            special_instructions: self.special_instructions,
            guest_name: String::new(),
            course: self.course,
            seat: self.seat,
        }
    }
}

async fn cart_lines(
    app: &App,
    asker: &Asker,
    table: Option<TableId>,
    whole_table: bool,
) -> Result<Vec<DraftLine>> {
    let lines = cart::lines_to_order(app, asker, table, whole_table).await?;
    let draft = |line: cart::StoredLine| DraftLine {
        line_id: line.line_id,
        choice: line.choice(),
        quantity: line.quantity,
        special_instructions: line.special_instructions,
        guest_name: line.guest_name,
        course: first(),
        seat: None,
    };
    Ok(lines.into_iter().map(draft).collect())
}

/// One order.
#[utoipa::path(get, path = "/api/orders/{id}", tag = "ordering",
    params(("id" = OrderId, Path)), responses((status = 200, body = Order)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn show(
    State(app): State<App>,
    who: Who,
    Path(id): Path<OrderId>,
) -> Result<axum::Json<Order>> {
    let sitting = own_sitting(&who)?;
    let order = app.store.read(move |read| find(read, id)).await?;
    if sitting.is_some_and(|own| own != order.sitting_id) {
        return Err(Error::not_found("order"));
    }
    Ok(axum::Json(order))
}

/// The sitting a guest is held to; none for staff, who see all.
fn own_sitting(who: &Who) -> Result<Option<SittingId>> {
    use crate::auth::Roles;
    match who {
        Who::Guest(guest) => Ok(Some(guest.sitting_id)),
        Who::Staff(staff) if StaffMembers::ROLES.contains(&staff.role) => Ok(None),
        _ => Err(Code::Forbidden.into()),
    }
}

/// Orders, newest first; a guest's own table's only.
#[utoipa::path(get, path = "/api/orders", tag = "ordering", params(OrderQuery),
    responses((status = 200, body = OrderPage)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    Query(query): Query<OrderQuery>,
) -> Result<axum::Json<OrderPage>> {
    let own = own_sitting(&who)?;
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let open = query.open.unwrap_or(false) && own.is_none();
    let lookup = Lookup {
        status: query.status,
        table: query.table,
        sitting: own.or(query.sitting),
        before: query.cursor,
        limit,
    };
    let page = app.store.read(move |read| {
        if open {
            let items = list::open_orders(read, limits::MAX_OPEN_ORDERS)?;
            return Ok(OrderPage { items, next_cursor: None });
        }
        let items = list::orders(read, lookup)?;
        let next_cursor = (items.len() == limit).then(|| items.last().map(|o| o.id)).flatten();
        Ok(OrderPage { items, next_cursor })
    });
    Ok(axum::Json(page.await?))
}

/// Take an order to another state.
#[utoipa::path(patch, path = "/api/orders/{id}/status", tag = "ordering",
    params(("id" = OrderId, Path)), request_body = StatusBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn set_status(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(order_id): Path<OrderId>,
    Json(body): Json<StatusBody>,
) -> Result<axum::Json<Order>> {
    use crate::wire::Role;
    let actor = staff.actor(&device);
    let by = match staff.role {
        Role::KitchenStaff => Mover::Kitchen,
        _ => Mover::Asker(Asker::Staff(staff)),
    };
    let step = Move { order_id, to: body.status, reason: body.notes, by };
    Ok(axum::Json(move_order(&app, &actor, step).await?))
}

/// Accept a guest's order: the kitchen starts to see it.
#[utoipa::path(post, path = "/api/orders/{id}/accept", tag = "ordering",
    params(("id" = OrderId, Path)), responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn accept(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(order_id): Path<OrderId>,
) -> Result<axum::Json<Order>> {
    let actor = staff.actor(&device);
    let by = Mover::Asker(Asker::Staff(staff));
    let step = Move { order_id, to: OrderStatus::Confirmed, reason: String::new(), by };
    Ok(axum::Json(move_order(&app, &actor, step).await?))
}

/// Turn a guest's order down, with a reason.
#[utoipa::path(post, path = "/api/orders/{id}/reject", tag = "ordering",
    params(("id" = OrderId, Path)), request_body = ReasonBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn reject(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(order_id): Path<OrderId>,
    Json(body): Json<ReasonBody>,
) -> Result<axum::Json<Order>> {
    let actor = staff.actor(&device);
    let by = Mover::Asker(Asker::Staff(staff));
    let step = Move { order_id, to: OrderStatus::Rejected, reason: body.reason, by };
    Ok(axum::Json(move_order(&app, &actor, step).await?))
}

/// Call an order off, with a reason; a guest may take back their own while nobody accepted it.
#[utoipa::path(post, path = "/api/orders/{id}/cancel", tag = "ordering",
    params(("id" = OrderId, Path)), request_body = ReasonBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn cancel(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    agreed: Approved,
    Path(order_id): Path<OrderId>,
    Json(body): Json<ReasonBody>,
) -> Result<axum::Json<Order>> {
    let actor = asker.actor(&device);
    let (asker, reason) = match asker {
        Asker::Staff(staff) => {
            let (role, reason) = agreed.over(&staff, body.reason);
            (Asker::Staff(Staff { role, ..staff }), reason)
        }
        guest => (guest, body.reason),
    };
    let by = Mover::Asker(asker);
    let step = Move { order_id, to: OrderStatus::Cancelled, reason, by };
    Ok(axum::Json(move_order(&app, &actor, step).await?))
}

/// Take something off a line, with a reason.
#[utoipa::path(post, path = "/api/orders/{id}/lines/{line_id}/discount", tag = "ordering",
    params(("id" = OrderId, Path), ("line_id" = LineId, Path)), request_body = DiscountBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn discount(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    agreed: Approved,
    Path(line): Path<(OrderId, LineId)>,
    Json(body): Json<DiscountBody>,
) -> Result<axum::Json<Order>> {
    let actor = staff.actor(&device);
    let discount = body.discount()?;
    let (role, reason) = agreed.over(&staff, body.reason);
    Ok(axum::Json(discount_line(&app, &actor, line, discount, reason, role).await?))
}
