use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use super::today::{Today, day_at, today};
use crate::base::{Day, Result};
use crate::http::Query;
use crate::hub::Hub;
use crate::hub::people::OwnerOf;

pub fn routes() -> Router<Hub> {
    Router::new().route("/owner/today", get(get_today))
}

#[derive(Deserialize)]
struct Asked {
    /// The present one without it.
    day: Option<Day>,
}

/// A business day of all outlets: sums, by outlet, the dishes that sold best.
async fn get_today(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Query(asked): Query<Asked>,
) -> Result<Json<Today>> {
    let day = match asked.day {
        Some(day) => day,
        None => day_at(hub.clock.now())?,
    };
    Ok(Json(today(&hub, owner.tenant, day).await?))
}
