use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::cash::{CashTaken, pay_cash};
use crate::app::App;
use crate::auth::{By, Device, Till};
use crate::base::{Paise, Result};
use crate::http::{Keyed, Path};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(cash))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CashBody {
    pub amount_received_paise: Paise,
}

/// Take cash for a whole bill; `order_id` is one of its orders, or the bill.
#[utoipa::path(patch, path = "/api/payments/{order_id}/cash", tag = "payments",
    params(("order_id" = Uuid, Path),
        ("Idempotency-Key" = String, Header, description = "The payment's own name")),
    request_body = CashBody, responses((status = 200, body = CashTaken)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn cash(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(target): Path<Uuid>,
    keyed: Keyed<CashBody>,
) -> Result<axum::Json<CashTaken>> {
    let (key, body) = keyed.by(staff.scope())?;
    let actor = staff.actor(&device);
    Ok(axum::Json(pay_cash(&app, &actor, key, target, body.amount_received_paise).await?))
}
