use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::mismatch::{self, Mismatch, Resolving};
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::Result;
use crate::http::{Keyed, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(mismatched)).routes(routes!(resolve_mismatch))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct MismatchQuery {
    /// Those that were settled too.
    #[serde(default)]
    pub all: bool,
}

#[derive(Serialize, ToSchema)]
pub struct Mismatches {
    pub items: Vec<Mismatch>,
}

/// Money that was not what was asked for, and that somebody has to look at.
#[utoipa::path(get, path = "/api/payments/mismatches", tag = "payments", params(MismatchQuery),
    responses((status = 200, body = Mismatches)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn mismatched(
    State(app): State<App>,
    _: By<Managers>,
    Query(query): Query<MismatchQuery>,
) -> Result<axum::Json<Mismatches>> {
    let look = app.store.read(move |read| mismatch::mismatches(read, query.all));
    Ok(axum::Json(Mismatches { items: look.await? }))
}

/// Take note of such money, or see to it that it goes back. No bill can take it.
#[utoipa::path(post, path = "/api/payments/mismatches", tag = "payments",
    params(("Idempotency-Key" = String, Header, description = "The decision's own name")),
    request_body = Resolving, responses((status = 200, body = Mismatch),
        (status = 409, description = "illegal_transition, refund_not_due")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn resolve_mismatch(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    keyed: Keyed<Resolving>,
) -> Result<axum::Json<Mismatch>> {
    let (key, resolving) = keyed.by(staff.scope())?;
    let actor = staff.actor(&device);
    Ok(axum::Json(mismatch::resolve(&app, &actor, key, resolving).await?))
}
