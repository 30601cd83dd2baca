use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{House, PublicHouse};
use super::{save, sql};
use crate::app::App;
use crate::auth::{self, By, Device, Managers};
use crate::base::Result;
use crate::http::Json;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_house)).routes(routes!(get_settings, put_settings))
}

/// What anybody may know of the restaurant.
#[utoipa::path(get, path = "/api/house", tag = "house",
    responses((status = 200, body = PublicHouse)))]
async fn get_house(State(app): State<App>) -> Result<axum::Json<PublicHouse>> {
    let (house, has_owner) =
        app.store.read(|read| Ok((sql::load(read)?, auth::has_owner(read)?))).await?;
    Ok(axum::Json(house.to_public(!has_owner, app.demo)))
}

/// All settings.
#[utoipa::path(get, path = "/api/house/settings", tag = "house",
    responses((status = 200, body = House)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn get_settings(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<House>> {
    Ok(axum::Json(app.store.read(sql::load).await?))
}

/// Replaces all settings. What is answered is what was saved: tidied.
#[utoipa::path(put, path = "/api/house/settings", tag = "house",
    request_body = House,
    responses((status = 200, body = House), (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn put_settings(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Json(house): Json<House>,
) -> Result<axum::Json<House>> {
    save::save(&app, &by.0.actor(&device), house).await.map(axum::Json)
}
