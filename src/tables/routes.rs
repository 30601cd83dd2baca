use serde::{Deserialize, Deserializer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

mod codes;
mod floor;
mod visits;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(floor::get_floor, floor::post_table))
        .routes(routes!(floor::patch_table))
        .routes(routes!(floor::post_pin))
        .routes(routes!(floor::put_layout))
        .routes(routes!(floor::post_area))
        .routes(routes!(floor::patch_area, floor::delete_area))
        .routes(routes!(codes::get_code))
        .routes(routes!(codes::post_rotate))
        .routes(routes!(codes::get_sheet))
        .routes(routes!(visits::post_join))
        .routes(routes!(visits::post_sitting))
        .routes(routes!(visits::patch_sitting))
        .routes(routes!(visits::get_mine))
        .routes(routes!(visits::patch_me))
        .routes(routes!(visits::post_call))
        .routes(routes!(visits::post_take))
}

/// Tells null from silence.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}
