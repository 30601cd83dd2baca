use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::Query;
use super::search;
use crate::app::App;
use crate::base::{ItemId, Result};
use crate::http;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Ask {
    /// Up to 80 characters; empty asks for what is popular.
    #[serde(default)]
    q: String,
    /// `VEG`, `NON_VEG`, `EGG`, `JAIN` or `VEGAN`.
    #[serde(default)]
    diet: String,
    /// Allergens a dish must not have, with commas between: `NUTS,MILK`.
    #[serde(default)]
    without: String,
    /// 1 to 50.
    limit: Option<usize>,
}

/// Dishes that fit, the best first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Found {
    pub items: Vec<FoundItem>,
    pub took_us: u64,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FoundItem {
    pub id: ItemId,
    pub name: String,
    pub score: u32,
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search_menu))
}

/// Finds dishes by any word, also half typed, misspelt or by another name.
#[utoipa::path(get, path = "/api/menu/search", tag = "search", params(Ask),
    responses((status = 200, body = Found), (status = 422, description = "invalid_value")))]
async fn search_menu(
    State(app): State<App>,
    http::Query(ask): http::Query<Ask>,
) -> Result<axum::Json<Found>> {
    let query = Query::read(&ask.q, &ask.diet, &ask.without, ask.limit)?;
    search(&app, &query).await.map(axum::Json)
}
