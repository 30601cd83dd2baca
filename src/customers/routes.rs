use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::OwnCustomer;
use super::{ask, verify};
use crate::app::App;
use crate::auth::{self, By, Claims, Device, Floor, Who};
use crate::base::{At, Phone, Result, limits};
use crate::http::{Address, Json};
use crate::wire::Role;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_otp))
        .routes(routes!(post_verify_otp))
        .routes(routes!(get_codes))
}

#[derive(Deserialize, ToSchema)]
struct AskForCode {
    phone_number: String,
}

#[derive(Serialize, ToSchema)]
struct CodeSent {
    success: bool,
    message: &'static str,
    #[schema(example = "987****3210")]
    phone_masked: String,
    /// Seconds the code is good.
    expires_in: i64,
}

/// Sends a code of six digits to a phone.
#[utoipa::path(post, path = "/api/auth/customer/otp", tag = "customers", request_body = AskForCode,
    responses((status = 200, body = CodeSent), (status = 403, description = "forbidden"),
        (status = 422, description = "invalid_phone"),
        (status = 429, description = "too_many_codes, locked")))]
async fn post_otp(
    State(app): State<App>,
    Address(address): Address,
    Json(asked): Json<AskForCode>,
) -> Result<axum::Json<CodeSent>> {
    let phone: Phone = asked.phone_number.parse()?;
    let sent = ask::ask(&app, &phone, &address).await?;
    Ok(axum::Json(CodeSent {
        success: true,
        message: "A code is on its way. If none comes, ask the staff.",
        phone_masked: sent.phone_masked,
        expires_in: limits::CODE_SECONDS,
    }))
}

#[derive(Deserialize, ToSchema)]
struct VerifyCode {
    phone_number: String,
    otp: String,
}

#[derive(Serialize, ToSchema)]
struct CustomerSession {
    success: bool,
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
    customer: OwnCustomer,
}

/// Takes the code. A guest who sends their token along is from then on known to be this customer.
#[utoipa::path(post, path = "/api/auth/customer/verify-otp", tag = "customers",
    request_body = VerifyCode,
    responses((status = 200, body = CustomerSession), (status = 401, description = "wrong_code"),
        (status = 403, description = "forbidden"), (status = 410, description = "code_expired"),
        (status = 422, description = "invalid_phone"), (status = 429, description = "locked")))]
async fn post_verify_otp(
    State(app): State<App>,
    who: Option<Who>,
    Device(device): Device,
    Json(asked): Json<VerifyCode>,
) -> Result<axum::Json<CustomerSession>> {
    let phone: Phone = asked.phone_number.parse()?;
    let guest = match who {
        Some(Who::Guest(guest)) => Some(guest),
        _ => None,
    };
    let customer = verify::verify(&app, &device, &phone, asked.otp.trim(), guest).await?;
    let sub = customer.id.to_string();
    let claims = Claims {
        phone: Some(customer.phone.e164().to_owned()),
        ..Claims::new(&app, sub, Role::Customer, limits::GUEST_SECONDS)
    };
    Ok(axum::Json(CustomerSession {
        success: true,
        access_token: auth::issue(&app, &claims)?,
        token_type: "Bearer",
        expires_in: limits::GUEST_SECONDS,
        customer: customer.into(),
    }))
}

#[derive(Serialize, ToSchema)]
struct CodeShown {
    phone_masked: String,
    code: String,
    expires_at: At,
}

#[derive(Serialize, ToSchema)]
struct CodesShown {
    items: Vec<CodeShown>,
}

/// The codes staff may read out, newest first: where no text can be sent.
#[utoipa::path(get, path = "/api/auth/codes", tag = "customers",
    responses((status = 200, body = CodesShown)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn get_codes(State(app): State<App>, _: By<Floor>) -> axum::Json<CodesShown> {
    let shown = app.sms.shown_codes().into_iter();
    let items = shown.map(|shown| CodeShown {
        phone_masked: shown.phone.masked(),
        code: shown.code,
        expires_at: shown.expires_at,
    });
    axum::Json(CodesShown { items: items.collect() })
}
