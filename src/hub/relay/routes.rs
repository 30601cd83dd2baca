use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use uuid::Uuid;

use super::address::{Address, address};
use super::take::{Brought, take};
use crate::base::{Code, Result};
use crate::http;
use crate::hub::Hub;
use crate::hub::people::OwnerOf;

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/hooks/{token}/razorpay", post(razorpay))
        .route("/hooks/{token}/stripe", post(stripe))
        .route("/owner/devices/{id}/hooks", post(post_address))
}

/// A new address for gateways to bring their news to; told this once.
async fn post_address(
    State(hub): State<Hub>,
    owner: OwnerOf,
    http::Path(device): http::Path<Uuid>,
) -> Result<(StatusCode, Json<Address>)> {
    let made = address(&hub, (owner.tenant, device)).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn razorpay(
    State(hub): State<Hub>,
    Path(token): Path<String>,
    request: Request,
) -> Result<StatusCode> {
    bring(&hub, &token, ("razorpay", "x-razorpay-signature"), request).await
}

async fn stripe(
    State(hub): State<Hub>,
    Path(token): Path<String>,
    request: Request,
) -> Result<StatusCode> {
    bring(&hub, &token, ("stripe", "stripe-signature"), request).await
}

/// Answered once it is kept: a gateway brings again what nobody answered for.
async fn bring(
    hub: &Hub,
    token: &str,
    (gateway, header): (&str, &str),
    request: Request,
) -> Result<StatusCode> {
    let headers = request.headers().clone();
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (signature, event_id) = (said(header), said("x-razorpay-event-id"));
    // Unsigned is not a gateway's; no box would believe it.
    let signature = signature.filter(|text| text.len() <= 1_000).ok_or(Code::BadSignature)?;
    let event_id = event_id.filter(|id| id.len() <= 200);
    let body = http::bytes(request, hub).await?;
    take(hub, &Brought { token, gateway, signature, event_id, body: &body }).await?;
    Ok(StatusCode::OK)
}
