use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::profile::{TaxRate, list_rates, set_rate};
use crate::app::App;
use crate::auth::{By, Device, Managers, Owners};
use crate::base::Result;
use crate::http::Json;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, put))
}

#[derive(Serialize, ToSchema)]
pub struct TaxRates {
    pub items: Vec<TaxRate>,
}

/// Every tax rate with the time it holds from.
#[utoipa::path(get, path = "/api/tax-rates", tag = "pricing",
    responses((status = 200, body = TaxRates)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn list(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<TaxRates>> {
    Ok(axum::Json(TaxRates { items: app.store.read(list_rates).await? }))
}

/// Say how a class of goods is taxed from a time on.
#[utoipa::path(put, path = "/api/tax-rates", tag = "pricing", request_body = TaxRate,
    responses((status = 200, body = TaxRates)), security(("bearer" = ["OWNER"])))]
async fn put(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Json(rate): Json<TaxRate>,
) -> Result<axum::Json<TaxRates>> {
    let items = set_rate(&app, &staff.actor(&device), rate).await?;
    Ok(axum::Json(TaxRates { items }))
}
