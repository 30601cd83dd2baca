use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::refund::{Payout, pay_refund};
use super::take::{Taken, Taking, take};
use super::upi::{self, UpiCode};
use super::verify::verify;
use crate::app::App;
use crate::auth::{Asker, By, Device, Managers, Staff, Till};
use crate::base::{
    BillId, ClaimId, Error, OnceKey, Paise, PartId, PaymentId, RefundId, Result, limits,
};
use crate::billing::{self, Payment, Refund};
use crate::house;
use crate::http::{Json, Keyed, Path, Query};
use crate::tables;
use crate::wire::{PayMethod, PaymentState};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cash))
        .routes(routes!(upi_by_reference))
        .routes(routes!(card))
        .routes(routes!(upi_code))
        .routes(routes!(unverified))
        .routes(routes!(verify_payment))
        .routes(routes!(refunds))
        .routes(routes!(give_back))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CashBody {
    pub amount_received_paise: Paise,
    /// What is taken off the bill; without it all that is due, of the part or the whole.
    pub amount_paise: Option<Paise>,
    pub part_id: Option<PartId>,
    #[serde(default)]
    pub tip_paise: Paise,
    /// What a guest chose on their phone.
    pub claim_id: Option<ClaimId>,
}

/// Take cash for a bill, or a part of it; `order_id` is one of its orders, or the bill.
#[utoipa::path(patch, path = "/api/payments/{order_id}/cash", tag = "payments",
    params(("order_id" = Uuid, Path),
        ("Idempotency-Key" = String, Header, description = "The payment's own name")),
    request_body = CashBody, responses((status = 200, body = Taken)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn cash(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(target): Path<Uuid>,
    keyed: Keyed<CashBody>,
) -> Result<axum::Json<Taken>> {
    let (key, body) = keyed.by(staff.scope())?;
    let CashBody { amount_received_paise, amount_paise, part_id, tip_paise, claim_id } = body;
    let taking = Taking {
        part: part_id,
        amount: amount_paise,
        tip: tip_paise,
        claim: claim_id,
        ..Taking::cash(amount_received_paise)
    };
    taken(&app, &staff, &device, key, target, taking).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpiBody {
    /// What the guest's app shows for the transfer.
    pub utr: String,
    pub amount_paise: Option<Paise>,
    pub part_id: Option<PartId>,
    #[serde(default)]
    pub tip_paise: Paise,
    /// What a guest chose on their phone.
    pub claim_id: Option<ClaimId>,
}

/// Take a UPI transfer somebody typed the UTR of. It counts, and is unverified until somebody
/// finds it in the bank's list.
#[utoipa::path(post, path = "/api/payments/{order_id}/upi", tag = "payments",
    params(("order_id" = Uuid, Path),
        ("Idempotency-Key" = String, Header, description = "The payment's own name")),
    request_body = UpiBody, responses((status = 200, body = Taken)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn upi_by_reference(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(target): Path<Uuid>,
    keyed: Keyed<UpiBody>,
) -> Result<axum::Json<Taken>> {
    let (key, body) = keyed.by(staff.scope())?;
    let utr = body.utr.trim().to_ascii_uppercase();
    if utr.len() != 12 || !utr.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Error::invalid("utr", "A UTR has 12 digits."));
    }
    let taking = Taking {
        method: PayMethod::Upi,
        part: body.part_id,
        amount: body.amount_paise,
        tip: body.tip_paise,
        received: None,
        reference: utr,
        state: PaymentState::Unverified,
        claim: body.claim_id,
    };
    taken(&app, &staff, &device, key, target, taking).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardBody {
    /// What the terminal's slip says. Never a card's number.
    pub reference: String,
    pub amount_paise: Option<Paise>,
    pub part_id: Option<PartId>,
    #[serde(default)]
    pub tip_paise: Paise,
    /// What a guest chose on their phone.
    pub claim_id: Option<ClaimId>,
}

/// Take a payment that a card terminal of its own has confirmed.
#[utoipa::path(post, path = "/api/payments/{order_id}/card", tag = "payments",
    params(("order_id" = Uuid, Path),
        ("Idempotency-Key" = String, Header, description = "The payment's own name")),
    request_body = CardBody, responses((status = 200, body = Taken)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn card(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(target): Path<Uuid>,
    keyed: Keyed<CardBody>,
) -> Result<axum::Json<Taken>> {
    let (key, body) = keyed.by(staff.scope())?;
    let reference = body.reference.trim().to_owned();
    if is_card_number(&reference) {
        let sentence = "This looks like a card's number. Give the slip's number.";
        return Err(Error::invalid("reference", sentence));
    }
    let taking = Taking {
        method: PayMethod::Card,
        part: body.part_id,
        amount: body.amount_paise,
        tip: body.tip_paise,
        received: None,
        reference,
        state: PaymentState::Taken,
        claim: body.claim_id,
    };
    taken(&app, &staff, &device, key, target, taking).await
}

/// 13 to 19 digits whose Luhn sum is right (ISO/IEC 7812): that must never be kept.
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let places = digits.iter().rev().enumerate();
    let sum: u32 = places.map(|(at, d)| if at % 2 == 1 { doubled(*d) } else { *d }).sum();
    plain && (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

async fn taken(
    app: &App,
    staff: &Staff,
    device: &str,
    key: OnceKey,
    target: Uuid,
    taking: Taking,
) -> Result<axum::Json<Taken>> {
    Ok(axum::Json(take(app, &staff.actor(device), key, target, taking).await?))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct UpiQuery {
    pub part_id: Option<PartId>,
    pub amount_paise: Option<Paise>,
    pub tip_paise: Option<Paise>,
    /// What a guest chose: the code is for that, and names it.
    pub claim_id: Option<ClaimId>,
}

/// A UPI code for what is due, made on the box without the internet.
#[utoipa::path(get, path = "/api/bills/{id}/upi", tag = "payments",
    params(("id" = BillId, Path), UpiQuery), responses((status = 200, body = UpiCode)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn upi_code(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<BillId>,
    Query(query): Query<UpiQuery>,
) -> Result<axum::Json<UpiCode>> {
    let found = app.store.read(move |read| {
        if let Asker::Guest(guest) = &asker
            && tables::bill_of(read, guest.sitting_id)? != Some(id)
        {
            return Err(Error::not_found("bill"));
        }
        let payer = match &asker {
            Asker::Guest(guest) => billing::Payer(Some(guest.id)),
            Asker::Staff(_) => billing::Payer(None),
        };
        let claim = query.claim_id.map(|claim| billing::find_claim_of(read, id, claim, payer));
        Ok((house::load(read)?, billing::find(read, id)?, claim.transpose()?))
    });
    let (house, bill, claim) = found.await?;
    let tip = query.tip_paise.unwrap_or_default();
    Ok(axum::Json(match claim {
        Some(claim) => upi::code_for_claim(&house, &bill, &claim, tip)?,
        None => upi::code(&house, &bill, query.part_id, query.amount_paise, tip)?,
    }))
}

#[derive(Serialize, ToSchema)]
pub struct Unverified {
    pub items: Vec<Payment>,
}

/// Payments nobody has said of whether they came, newest first.
#[utoipa::path(get, path = "/api/payments/unverified", tag = "payments",
    responses((status = 200, body = Unverified)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn unverified(State(app): State<App>, _: By<Till>) -> Result<axum::Json<Unverified>> {
    let look = |read: &crate::store::Read| billing::list_unverified(read, limits::MAX_PAGE);
    Ok(axum::Json(Unverified { items: app.store.read(look).await? }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyBody {
    /// False: it is not in the bank's list, and is due again.
    pub is_true: bool,
}

/// Say whether an unverified payment came.
#[utoipa::path(post, path = "/api/payments/{id}/verified", tag = "payments",
    params(("id" = PaymentId, Path)), request_body = VerifyBody,
    responses((status = 200, body = Payment)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn verify_payment(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<PaymentId>,
    Json(body): Json<VerifyBody>,
) -> Result<axum::Json<Payment>> {
    Ok(axum::Json(verify(&app, &staff.actor(&device), id, body.is_true).await?))
}

#[derive(Serialize, ToSchema)]
pub struct Refunds {
    pub items: Vec<Refund>,
}

/// What is owed back, oldest first.
#[utoipa::path(get, path = "/api/refunds", tag = "payments",
    responses((status = 200, body = Refunds)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn refunds(State(app): State<App>, _: By<Till>) -> Result<axum::Json<Refunds>> {
    let look = |read: &crate::store::Read| billing::list_open_refunds(read, limits::MAX_PAGE);
    Ok(axum::Json(Refunds { items: app.store.read(look).await? }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveBackBody {
    /// Of the transfer or the terminal's slip; without it cash out of the drawer.
    pub reference: Option<String>,
}

/// Give back what is owed: cash, or by a transfer made elsewhere.
#[utoipa::path(post, path = "/api/refunds/{id}/pay", tag = "payments",
    params(("id" = RefundId, Path),
        ("Idempotency-Key" = String, Header, description = "The payout's own name")),
    request_body = GiveBackBody, responses((status = 200, body = Refund)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER"])))]
async fn give_back(
    State(app): State<App>,
    By(staff, ..): By<Till>,
    Device(device): Device,
    Path(id): Path<RefundId>,
    keyed: Keyed<GiveBackBody>,
) -> Result<axum::Json<Refund>> {
    let (key, body) = keyed.by(staff.scope())?;
    let payout = match body.reference {
        None => Payout::Cash,
        Some(reference) => Payout::Reference(reference.trim().to_owned()),
    };
    Ok(axum::Json(pay_refund(&app, &staff.actor(&device), key, id, payout).await?))
}
