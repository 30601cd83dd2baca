use axum::extract::State;
use axum::http::{HeaderName, header};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::model::TableRow;
use super::super::sheet::{self, Layout};
use super::super::{furnish, qr, url};
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::{Result, TableId};
use crate::house;
use crate::http::{Keyed, Path, Query};

/// What the code on a table opens.
#[derive(Serialize, ToSchema)]
pub struct TableLink {
    url: String,
}

/// What the code on a table opens, and the code drawn.
#[derive(Serialize, ToSchema)]
pub struct TableCode {
    url: String,
    /// A whole SVG document.
    svg: String,
}

/// Nothing needs to be said.
#[derive(Deserialize, ToSchema)]
pub struct Rotation {}

/// How the cards lie on the paper; one a page unless said otherwise.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SheetQuery {
    layout: Option<Layout>,
}

async fn link(app: &App, row: TableRow) -> Result<String> {
    let house = app.store.read(house::load).await?;
    Ok(url::table_url(app, &house, &row))
}

/// The code of a table as it is valid now.
#[utoipa::path(get, path = "/api/tables/{id}/code", tag = "tables",
    params(("id" = TableId, Path)),
    responses((status = 200, body = TableCode)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn get_code(
    State(app): State<App>,
    _: By<Managers>,
    Path(id): Path<TableId>,
) -> Result<axum::Json<TableCode>> {
    let row = app.store.read(move |read| furnish::require_table(read, id)).await?;
    let url = link(&app, row).await?;
    let svg = qr::draw_svg(&url)?;
    Ok(axum::Json(TableCode { url, svg }))
}

/// Makes the printed code worthless: the table needs a new card.
#[utoipa::path(post, path = "/api/tables/{id}/rotate-code", tag = "tables",
    request_body = Rotation,
    params(("id" = TableId, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = TableLink)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn post_rotate(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<TableId>,
    asked: Keyed<Rotation>,
) -> Result<axum::Json<TableLink>> {
    let (once, Rotation {}) = asked.by(by.0.scope())?;
    let row = furnish::rotate(&app, &by.0.actor(&device), once, id).await?;
    Ok(axum::Json(TableLink { url: link(&app, row).await? }))
}

/// The cards of every table in use, to print.
#[utoipa::path(get, path = "/api/tables/qr-sheet.pdf", tag = "tables", params(SheetQuery),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn get_sheet(
    State(app): State<App>,
    _: By<Managers>,
    Query(asked): Query<SheetQuery>,
) -> Result<([(HeaderName, &'static str); 2], Vec<u8>)> {
    let pdf = sheet::sheet(&app, asked.layout.unwrap_or(Layout::Page)).await?;
    let named = "inline; filename=\"table-cards.pdf\"";
    let headers = [(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, pdf))
}
