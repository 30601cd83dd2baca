use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::areas::set_areas;
use super::change::{self, Setting};
use super::list::{list, with_screens};
use super::model::{AreaStation, Station, Stations};
use super::sql;
use crate::app::App;
use crate::auth::{By, Device, Managers, StaffMembers};
use crate::base::Result;
use crate::house;
use crate::http::{Json, Path};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_stations))
        .routes(routes!(put_areas))
        .routes(routes!(put_station))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StationBody {
    #[serde(default)]
    sort: i64,
    #[serde(default)]
    is_default: bool,
    /// None: as the house has it.
    #[serde(default)]
    warn_minutes: Option<u32>,
    #[serde(default)]
    late_minutes: Option<u32>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AreaStations {
    items: Vec<AreaStation>,
}

async fn all(app: &App) -> Result<axum::Json<Stations>> {
    let look = app.store.read(|read| {
        Ok(Stations { items: list(read, &house::load(read)?)?, areas: sql::list_areas(read)? })
    });
    let Stations { items, areas } = look.await?;
    Ok(axum::Json(Stations { items: with_screens(items, &app.live), areas }))
}

/// Every station, and what areas do otherwise.
#[utoipa::path(get, path = "/api/stations", tag = "stations",
    responses((status = 200, body = Stations)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn get_stations(State(app): State<App>, _: By<StaffMembers>) -> Result<axum::Json<Stations>> {
    all(&app).await
}

/// Sets a station, and makes it if it is not there.
#[utoipa::path(put, path = "/api/stations/{name}", tag = "stations",
    params(("name" = String, Path)), request_body = StationBody,
    responses((status = 200, body = Station)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn put_station(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(name): Path<String>,
    Json(body): Json<StationBody>,
) -> Result<axum::Json<Station>> {
    let StationBody { sort, is_default, warn_minutes, late_minutes } = body;
    let setting = Setting { sort, is_default, warn_minutes, late_minutes };
    change::set(&app, &by.0.actor(&device), name, setting).await.map(axum::Json)
}

/// Replaces what areas do otherwise.
#[utoipa::path(put, path = "/api/stations/areas", tag = "stations",
    request_body = AreaStations, responses((status = 200, body = Stations)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn put_areas(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Json(body): Json<AreaStations>,
) -> Result<axum::Json<Stations>> {
    set_areas(&app, &by.0.actor(&device), body.items).await?;
    all(&app).await
}
