mod look;
mod stations;
mod taps;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(look::routes()).merge(taps::routes()).merge(stations::routes())
}
