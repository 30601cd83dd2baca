use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::claim::{Choice, Claim, Claims, Payer, claim, claims};
use super::super::hold::drop_claim;
use super::super::model::Bill;
use super::may_see;
use crate::app::App;
use crate::auth::{Asker, Device};
use crate::base::{BillId, ClaimId, Result};
use crate::http::{Keyed, Path};
use crate::store::Read;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_claims, put_claim)).routes(routes!(give_up_claim))
}

fn payer(asker: &Asker) -> Payer {
    match asker {
        Asker::Guest(guest) => Payer(Some(guest.id)),
        Asker::Staff(_) => Payer(None),
    }
}

/// What is left to choose from, and what somebody is about to pay.
#[utoipa::path(get, path = "/api/bills/{id}/claims", tag = "billing",
    params(("id" = BillId, Path)), responses((status = 200, body = Claims)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show_claims(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<BillId>,
) -> Result<axum::Json<Claims>> {
    let now = app.clock.now();
    let look = move |read: &Read| {
        may_see(read, &asker, id)?;
        claims(read, id, payer(&asker), now)
    };
    Ok(axum::Json(app.store.read(look).await?))
}

/// Choose what to pay: what I ordered, an equal share, an amount, or a part. It is held for a
/// while, in place of what the same guest chose before.
#[utoipa::path(post, path = "/api/bills/{id}/claims", tag = "billing",
    params(("id" = BillId, Path),
        ("Idempotency-Key" = String, Header, description = "The choice's own name")),
    request_body = Choice, responses((status = 200, body = Claim),
        (status = 409, description = "bill_held, part_required, already_paid")),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn put_claim(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    Path(id): Path<BillId>,
    keyed: Keyed<Choice>,
) -> Result<axum::Json<Claim>> {
    let (key, choice) = keyed.by(asker.scope())?;
    let (actor, payer) = (asker.actor(&device), payer(&asker));
    app.store.read(move |read| may_see(read, &asker, id)).await?;
    Ok(axum::Json(claim(&app, &actor, key, id, payer, choice).await?))
}

/// Give up what was chosen: others are offered it at once.
#[utoipa::path(delete, path = "/api/bills/{id}/claims/{claim_id}", tag = "billing",
    params(("id" = BillId, Path), ("claim_id" = ClaimId, Path)),
    responses((status = 200, body = Bill)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn give_up_claim(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    Path((id, claim)): Path<(BillId, ClaimId)>,
) -> Result<axum::Json<Bill>> {
    let (actor, payer) = (asker.actor(&device), payer(&asker));
    app.store.read(move |read| may_see(read, &asker, id)).await?;
    Ok(axum::Json(drop_claim(&app, &actor, id, claim, payer).await?))
}
