use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::stations::{remove, rename};
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::Result;
use crate::http::{Json, Path};
use crate::stations::Station;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_rename)).routes(routes!(delete_station))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StationName {
    name: String,
}

/// Gives a station another name, wherever it is named.
#[utoipa::path(post, path = "/api/stations/{name}/rename", tag = "stations",
    params(("name" = String, Path)), request_body = StationName,
    responses((status = 200, body = Station), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn post_rename(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(name): Path<String>,
    Json(body): Json<StationName>,
) -> Result<axum::Json<Station>> {
    rename(&app, &by.0.actor(&device), name, body.name).await.map(axum::Json)
}

/// Takes a station away that nothing is sent to.
#[utoipa::path(delete, path = "/api/stations/{name}", tag = "stations",
    params(("name" = String, Path)),
    responses((status = 204), (status = 409, description = "station_in_use")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn delete_station(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(name): Path<String>,
) -> Result<StatusCode> {
    remove(&app, &by.0.actor(&device), name).await?;
    Ok(StatusCode::NO_CONTENT)
}
