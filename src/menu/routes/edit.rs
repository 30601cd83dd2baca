use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::{
    Category, CategoryDraft, MenuItem, MenuItemDraft, ModifierGroup, ModifierGroupDraft, Stock,
    availability, categories, dishes, groups,
};
use crate::app::App;
use crate::auth::{By, Device, Managers, StaffMembers};
use crate::base::{CategoryId, Error, ItemId, ModifierGroupId, ModifierId, Result, VariantId};
use crate::http::{Json, Keyed, Path};

type Created<T> = Result<(StatusCode, axum::Json<T>)>;

#[derive(Deserialize, ToSchema)]
pub(super) struct Availability {
    is_available: bool,
}

/// How much there is of a dish: enough, none, or so many portions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StockBody {
    /// True also ends the counting, unless `left` says otherwise.
    #[serde(default)]
    is_available: Option<bool>,
    /// Portions; 0 is sold out.
    #[serde(default)]
    left: Option<u32>,
}

impl StockBody {
    fn stock(&self) -> Result<Stock> {
        match (self.is_available, self.left) {
            (Some(false), _) => Ok(Stock::Out),
            (_, Some(left)) => Ok(Stock::Left(left)),
            (Some(true), None) => Ok(Stock::Plenty),
            (None, None) => Err(Error::invalid("is_available", "Say is_available or left.")),
        }
    }
}

/// The routes whose paths no reader shares.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_item_available))
        .routes(routes!(set_variant_available))
        .routes(routes!(set_modifier_available))
        .routes(routes!(create_category))
        .routes(routes!(change_category, remove_category))
        .routes(routes!(create_group))
        .routes(routes!(change_group, remove_group))
}

/// Puts a new dish on the menu.
#[utoipa::path(post, path = "/api/menu/items", tag = "menu",
    params(("Idempotency-Key" = String, Header)), request_body = MenuItemDraft,
    responses((status = 201, body = MenuItem), (status = 409, description = "name_taken"),
        (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub(super) async fn create_item(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    keyed: Keyed<MenuItemDraft>,
) -> Created<MenuItem> {
    let (once, draft) = keyed.by(by.0.scope())?;
    let item = dishes::create_item(&app, &by.0.actor(&device), once, draft).await?;
    Ok((StatusCode::CREATED, axum::Json(item)))
}

/// Replaces a dish with its variants and questions; variants named by id stay the same ones.
#[utoipa::path(put, path = "/api/menu/items/{id}", tag = "menu",
    params(("id" = ItemId, Path)), request_body = MenuItemDraft,
    responses((status = 200, body = MenuItem), (status = 404, description = "not_found"),
        (status = 409, description = "name_taken"), (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub(super) async fn change_item(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<ItemId>,
    Json(draft): Json<MenuItemDraft>,
) -> Result<axum::Json<MenuItem>> {
    dishes::change_item(&app, &by.0.actor(&device), id, draft).await.map(axum::Json)
}

/// Takes a dish off the menu for good. Orders keep what they copied.
#[utoipa::path(delete, path = "/api/menu/items/{id}", tag = "menu",
    params(("id" = ItemId, Path)),
    responses((status = 204), (status = 404, description = "not_found")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub(super) async fn remove_item(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<ItemId>,
) -> Result<StatusCode> {
    dishes::remove_item(&app, &by.0.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that a dish is sold out, is there again, or how many portions are left.
#[utoipa::path(patch, path = "/api/menu/items/{id}/availability", tag = "menu",
    params(("id" = ItemId, Path)), request_body = StockBody,
    responses((status = 200, body = MenuItem), (status = 404, description = "not_found")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn set_item_available(
    State(app): State<App>,
    by: By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<ItemId>,
    Json(body): Json<StockBody>,
) -> Result<axum::Json<MenuItem>> {
    let actor = by.0.actor(&device);
    availability::set_stock(&app, &actor, id, body.stock()?).await.map(axum::Json)
}

/// Says that one variant is sold out, or is there again. Answers its dish.
#[utoipa::path(patch, path = "/api/menu/variants/{id}/availability", tag = "menu",
    params(("id" = VariantId, Path)), request_body = Availability,
    responses((status = 200, body = MenuItem), (status = 404, description = "not_found")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn set_variant_available(
    State(app): State<App>,
    by: By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<VariantId>,
    Json(body): Json<Availability>,
) -> Result<axum::Json<MenuItem>> {
    let actor = by.0.actor(&device);
    availability::set_variant_available(&app, &actor, id, body.is_available).await.map(axum::Json)
}

/// Says that one modifier is sold out, or is there again. Answers its group.
#[utoipa::path(patch, path = "/api/menu/modifiers/{id}/availability", tag = "menu",
    params(("id" = ModifierId, Path)), request_body = Availability,
    responses((status = 200, body = ModifierGroup), (status = 404, description = "not_found")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn set_modifier_available(
    State(app): State<App>,
    by: By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<ModifierId>,
    Json(body): Json<Availability>,
) -> Result<axum::Json<ModifierGroup>> {
    let actor = by.0.actor(&device);
    availability::set_modifier_available(&app, &actor, id, body.is_available).await.map(axum::Json)
}

#[utoipa::path(post, path = "/api/menu/categories", tag = "menu",
    params(("Idempotency-Key" = String, Header)), request_body = CategoryDraft,
    responses((status = 201, body = Category), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn create_category(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    keyed: Keyed<CategoryDraft>,
) -> Created<Category> {
    let (once, draft) = keyed.by(by.0.scope())?;
    let made = categories::create_category(&app, &by.0.actor(&device), once, draft).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

#[utoipa::path(put, path = "/api/menu/categories/{id}", tag = "menu",
    params(("id" = CategoryId, Path)), request_body = CategoryDraft,
    responses((status = 200, body = Category), (status = 404, description = "not_found"),
        (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn change_category(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<CategoryId>,
    Json(draft): Json<CategoryDraft>,
) -> Result<axum::Json<Category>> {
    categories::change_category(&app, &by.0.actor(&device), id, draft).await.map(axum::Json)
}

#[utoipa::path(delete, path = "/api/menu/categories/{id}", tag = "menu",
    params(("id" = CategoryId, Path)),
    responses((status = 204), (status = 404, description = "not_found"),
        (status = 409, description = "category_not_empty")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn remove_category(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<CategoryId>,
) -> Result<StatusCode> {
    categories::remove_category(&app, &by.0.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(post, path = "/api/menu/modifier-groups", tag = "menu",
    params(("Idempotency-Key" = String, Header)), request_body = ModifierGroupDraft,
    responses((status = 201, body = ModifierGroup), (status = 409, description = "name_taken"),
        (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn create_group(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    keyed: Keyed<ModifierGroupDraft>,
) -> Created<ModifierGroup> {
    let (once, draft) = keyed.by(by.0.scope())?;
    let made = groups::create_group(&app, &by.0.actor(&device), once, draft).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Replaces a group with its modifiers; those named by id stay the same ones.
#[utoipa::path(put, path = "/api/menu/modifier-groups/{id}", tag = "menu",
    params(("id" = ModifierGroupId, Path)), request_body = ModifierGroupDraft,
    responses((status = 200, body = ModifierGroup), (status = 404, description = "not_found"),
        (status = 409, description = "name_taken"), (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn change_group(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<ModifierGroupId>,
    Json(draft): Json<ModifierGroupDraft>,
) -> Result<axum::Json<ModifierGroup>> {
    groups::change_group(&app, &by.0.actor(&device), id, draft).await.map(axum::Json)
}

#[utoipa::path(delete, path = "/api/menu/modifier-groups/{id}", tag = "menu",
    params(("id" = ModifierGroupId, Path)),
    responses((status = 204), (status = 404, description = "not_found"),
        (status = 409, description = "group_in_use")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn remove_group(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<ModifierGroupId>,
) -> Result<StatusCode> {
    groups::remove_group(&app, &by.0.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
