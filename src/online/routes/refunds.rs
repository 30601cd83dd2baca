use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::refund;
use crate::app::App;
use crate::auth::{By, Device, Till};
use crate::base::{RefundId, Result};
use crate::billing::Refund;
use crate::http::{Keyed, Path};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(ask_again))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskAgainBody {}

/// Ask a gateway once more for a refund it would not make. Until it has answered no cash is given.
#[utoipa::path(post, path = "/api/refunds/{id}/retry", tag = "payments",
    params(("id" = RefundId, Path),
        ("Idempotency-Key" = String, Header, description = "The try's own name")),
    request_body = AskAgainBody, responses((status = 200, body = Refund),
        (status = 409, description = "refund_not_due, way_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn ask_again(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<RefundId>,
    keyed: Keyed<AskAgainBody>,
) -> Result<axum::Json<Refund>> {
    let (key, AskAgainBody {}) = keyed.by(staff.scope())?;
    Ok(axum::Json(refund::retry(&app, &staff.actor(&device), key, id).await?))
}
