use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::Draft;
use super::open;
use crate::app::App;
use crate::auth::{Device, StaffSession};
use crate::base::Result;
use crate::http::Keyed;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_setup))
}

/// Sets a new box up, and signs its first owner in.
#[utoipa::path(post, path = "/api/setup", tag = "setup", request_body = Draft,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = StaffSession),
        (status = 403, description = "wrong_setup_code"),
        (status = 409, description = "already_set_up"),
        (status = 422, description = "invalid_value"),
        (status = 429, description = "locked, until the box is started again")))]
async fn post_setup(
    State(app): State<App>,
    Device(device): Device,
    asked: Keyed<Draft>,
) -> Result<(StatusCode, axum::Json<StaffSession>)> {
    let (once, draft) = asked.by("setup".into())?;
    let session = open::open(&app, &device, once, draft).await?;
    Ok((StatusCode::CREATED, axum::Json(StaffSession::of(&app, session)?)))
}
