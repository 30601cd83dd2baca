mod edit;
mod files;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Menu, MenuItem, find_item, menu_json, menu_page, pictures};
use crate::app::App;
use crate::base::{Error, ItemId, Result};
use crate::http::Path;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_menu, edit::create_item))
        .routes(routes!(get_item, edit::change_item, edit::remove_item))
        .merge(edit::routes())
        .merge(files::routes())
        .routes(routes!(get_page))
        .routes(routes!(get_style))
        .routes(routes!(get_picture))
}

/// The whole menu. Answers 304 to whoever has it.
#[utoipa::path(get, path = "/api/menu/items", tag = "menu",
    responses((status = 200, body = Menu), (status = 304)))]
async fn get_menu(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    Ok(menu_json(&app).await?.answer(&headers))
}

/// One dish.
#[utoipa::path(get, path = "/api/menu/items/{id}", tag = "menu",
    params(("id" = ItemId, Path)),
    responses((status = 200, body = MenuItem), (status = 404, description = "not_found")))]
async fn get_item(State(app): State<App>, Path(id): Path<ItemId>) -> Result<axum::Json<MenuItem>> {
    find_item(&app, id).await.map(axum::Json)
}

/// The menu as a page without script, to read, hear or print.
#[utoipa::path(get, path = "/menu", tag = "menu",
    responses((status = 200, body = String, content_type = "text/html"), (status = 304)))]
async fn get_page(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    Ok(menu_page(&app).await?.answer(&headers))
}

/// How that page looks.
#[utoipa::path(get, path = "/menu/menu.css", tag = "menu",
    responses((status = 200, body = String, content_type = "text/css")))]
async fn get_style(headers: HeaderMap) -> Result<Response> {
    let style = pictures::style().ok_or_else(|| Error::not_found("style"))?;
    Ok(style.answer(&headers))
}

/// An illustration, `<key>.svg`.
#[utoipa::path(get, path = "/menu/pictures/{file}", tag = "menu",
    params(("file" = String, Path, example = "dal.svg")),
    responses((status = 200, body = String, content_type = "image/svg+xml"),
        (status = 404, description = "not_found")))]
async fn get_picture(Path(file): Path<String>, headers: HeaderMap) -> Result<Response> {
    let drawing = file.strip_suffix(".svg").and_then(pictures::find);
    let drawing = drawing.ok_or_else(|| Error::not_found("picture"))?;
    Ok(drawing.answer(&headers))
}
