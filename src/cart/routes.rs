use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::change::{self, sitting_of};
use super::model::{Cart, StoredLine};
use super::view::view;
use crate::app::App;
use crate::auth::Asker;
use crate::base::{
    Code, Error, GuestId, ItemId, LineId, ModifierId, Result, SittingId, TableId, VariantId,
    clean_note, limits,
};
use crate::http::{Json, Path, Query};
use crate::menu;
use crate::pricing::Quote;
use crate::tables;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, clear))
        .routes(routes!(put_item))
        .routes(routes!(delete_item))
        .routes(routes!(summary))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CartQuery {
    /// Staff name the table; a guest's is the one they sit at.
    pub table_id: Option<TableId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SummaryQuery {
    pub table_id: Option<TableId>,
    pub whole_table: Option<bool>,
}

/// A line, named by the phone: putting it again replaces it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CartItem {
    pub line_id: LineId,
    pub menu_item_id: ItemId,
    pub variant_id: Option<VariantId>,
    pub quantity: u32,
    #[serde(default)]
    pub modifiers: Vec<ModifierId>,
    #[serde(default)]
    pub special_instructions: String,
}

/// Who asks, in which sitting, under which name.
struct Seat {
    sitting: SittingId,
    owner: String,
    guest: Option<(GuestId, String)>,
}

async fn seat(app: &App, asker: Asker, table: Option<TableId>) -> Result<Seat> {
    app.store
        .read(move |read| {
            let sitting = sitting_of(read, &asker, table)?;
            let guest = match &asker {
                Asker::Staff(_) => None,
                Asker::Guest(guest) => {
                    let row = tables::find_guest(read, guest.id)?.ok_or(Code::SittingClosed)?;
                    Some((row.id, row.name))
                }
            };
            Ok(Seat { sitting, owner: asker.scope(), guest })
        })
        .await
}

async fn answer(app: &App, seat: Seat) -> Result<axum::Json<Cart>> {
    let (lines, now) = (change::stored(app, seat.sitting), app.clock.now());
    let cart = app.store.read(move |read| view(read, seat.sitting, lines, &seat.owner, now));
    Ok(axum::Json(cart.await?))
}

/// The table's cart, everybody's lines.
#[utoipa::path(get, path = "/api/cart", tag = "cart", params(CartQuery),
    responses((status = 200, body = Cart)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show(
    State(app): State<App>,
    asker: Asker,
    Query(query): Query<CartQuery>,
) -> Result<axum::Json<Cart>> {
    let seat = seat(&app, asker, query.table_id).await?;
    answer(&app, seat).await
}

/// Take all of one's own lines out.
#[utoipa::path(delete, path = "/api/cart", tag = "cart", params(CartQuery),
    responses((status = 200, body = Cart)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn clear(
    State(app): State<App>,
    asker: Asker,
    Query(query): Query<CartQuery>,
) -> Result<axum::Json<Cart>> {
    let seat = seat(&app, asker, query.table_id).await?;
    change::clear(&app, seat.sitting, &seat.owner)?;
    answer(&app, seat).await
}

/// Lay a line in, or change it.
#[utoipa::path(put, path = "/api/cart/items", tag = "cart", params(CartQuery),
    request_body = CartItem, responses((status = 200, body = Cart)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn put_item(
    State(app): State<App>,
    asker: Asker,
    Query(query): Query<CartQuery>,
    Json(item): Json<CartItem>,
) -> Result<axum::Json<Cart>> {
    let seat = seat(&app, asker, query.table_id).await?;
    if !(1..=limits::MAX_QUANTITY).contains(&item.quantity) {
        let range = format!("This is from 1 to {}.", limits::MAX_QUANTITY);
        return Err(Error::invalid("quantity", range));
    }
    let note = clean_note("special_instructions", &item.special_instructions, limits::MAX_NOTE)?;
    let line = StoredLine {
        line_id: item.line_id,
        owner: seat.owner.clone(),
        guest_id: seat.guest.as_ref().map(|(id, _)| *id),
        guest_name: seat.guest.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        menu_item_id: item.menu_item_id,
        variant_id: item.variant_id,
        modifiers: item.modifiers,
        quantity: item.quantity,
        special_instructions: note,
    };
    let choice = line.choice();
    app.store.read(move |read| menu::choose(read, &choice)).await?;
    change::put(&app, seat.sitting, line)?;
    answer(&app, seat).await
}

/// Take one of one's own lines out.
#[utoipa::path(delete, path = "/api/cart/items/{line_id}", tag = "cart",
    params(("line_id" = LineId, Path), CartQuery), responses((status = 200, body = Cart)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn delete_item(
    State(app): State<App>,
    asker: Asker,
    Path(line): Path<LineId>,
    Query(query): Query<CartQuery>,
) -> Result<axum::Json<Cart>> {
    let seat = seat(&app, asker, query.table_id).await?;
    change::remove(&app, seat.sitting, &seat.owner, line)?;
    answer(&app, seat).await
}

/// What sending the order now would cost.
#[utoipa::path(get, path = "/api/checkout/summary", tag = "cart", params(SummaryQuery),
    responses((status = 200, body = Quote)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn summary(
    State(app): State<App>,
    asker: Asker,
    Query(query): Query<SummaryQuery>,
) -> Result<axum::Json<Quote>> {
    let seat = seat(&app, asker, query.table_id).await?;
    let axum::Json(cart) = answer(&app, seat).await?;
    let whole = query.whole_table.unwrap_or(false);
    Ok(axum::Json(if whole { cart.quote } else { cart.my_quote }))
}
