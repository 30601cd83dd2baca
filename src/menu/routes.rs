use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Menu, MenuItem, find_item, menu_json};
use crate::app::App;
use crate::base::{ItemId, Result};
use crate::http::Path;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_menu)).routes(routes!(get_item))
}

/// The whole menu. Answers 304 to whoever has it.
#[utoipa::path(get, path = "/api/menu/items", tag = "menu",
    responses((status = 200, body = Menu), (status = 304)))]
async fn get_menu(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    Ok(menu_json(&app).await?.answer(&headers))
}

/// One dish.
#[utoipa::path(get, path = "/api/menu/items/{id}", tag = "menu",
    params(("id" = ItemId, Path)), responses((status = 200, body = MenuItem)))]
async fn get_item(State(app): State<App>, Path(id): Path<ItemId>) -> Result<axum::Json<MenuItem>> {
    find_item(&app, id).await.map(axum::Json)
}
