use axum::extract::State;
use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::OwnCustomer;
use super::texts::{self, Whose};
use super::{ask, verify};
use crate::app::App;
use crate::auth::{self, By, Claims, Device, Floor, Visitor, Who};
use crate::base::{At, Language, Phone, Result, limits};
use crate::http::{Address, Json};
use crate::wire::{Actor, Role};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_otp))
        .routes(routes!(post_verify_otp))
        .routes(routes!(get_codes))
        .routes(routes!(patch_own))
        .routes(routes!(put_texts))
}

#[derive(Deserialize, ToSchema)]
struct AskForCode {
    phone_number: String,
    /// What they would like to be told things in; else what their browser asks for.
    #[schema(example = "hi-IN")]
    locale: Option<String>,
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
    headers: HeaderMap,
    Json(asked): Json<AskForCode>,
) -> Result<axum::Json<CodeSent>> {
    let phone: Phone = asked.phone_number.parse()?;
    let liked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = asked.locale.as_deref().and_then(Language::of_tag);
    let language = language.or_else(|| liked.and_then(Language::of_header));
    let sent = ask::ask(&app, &phone, &address, language).await?;
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnWish {
    /// False: no more texts about orders. Codes come in any case.
    texts: bool,
}

/// Say whether you want to be told how your orders stand.
#[utoipa::path(patch, path = "/api/customers/me", tag = "customers", request_body = OwnWish,
    responses((status = 200, body = OwnCustomer),
        (status = 404, description = "not_found: no phone was shown")),
    security(("bearer" = ["CUSTOMER", "GUEST"])))]
async fn patch_own(
    State(app): State<App>,
    visitor: Visitor,
    Device(device): Device,
    Json(wish): Json<OwnWish>,
) -> Result<axum::Json<OwnCustomer>> {
    let (by, whose) = match visitor {
        Visitor::Guest(guest) => (guest.actor(&device), Whose::Guest(guest.id)),
        Visitor::Customer(customer) => {
            let by = Actor { who: "customer".into(), role: Some(Role::Customer), device };
            (by, Whose::Customer(customer.id))
        }
    };
    let set = texts::set_texts(&app, &by, whose, wish.texts);
    Ok(axum::Json(set.await?.into()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TextsWish {
    phone_number: String,
    texts: bool,
}

#[derive(Serialize, ToSchema)]
struct TextsSet {
    #[schema(example = "987****3210")]
    phone_masked: String,
    texts: bool,
}

/// Write down that a guest wants no texts, or wants them again.
#[utoipa::path(put, path = "/api/customers/texts", tag = "customers", request_body = TextsWish,
    responses((status = 200, body = TextsSet),
        (status = 404, description = "not_found: nobody has shown this phone here"),
        (status = 422, description = "invalid_phone")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn put_texts(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Json(wish): Json<TextsWish>,
) -> Result<axum::Json<TextsSet>> {
    let whose = Whose::Phone(wish.phone_number.parse()?);
    let set = texts::set_texts(&app, &staff.actor(&device), whose, wish.texts).await?;
    Ok(axum::Json(TextsSet { phone_masked: set.phone.masked(), texts: set.wants_texts }))
}
