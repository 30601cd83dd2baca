use axum::Router;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::extract::{Shown, cookie_name, is_loopback};
use super::sign_in::{self, Session};
use super::{Admin, Person, add_owner, sql};
use crate::base::{Error, Result};
use crate::http::{Address, Json, Path};
use crate::hub::Hub;

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/sign-in", post(post_sign_in))
        .route("/sign-out", post(post_sign_out))
        .route("/welcome", post(post_welcome))
        .route("/me", get(get_me))
        .route("/me/password", post(post_password))
        .route("/admin/tenants/{id}/owners", post(post_owner))
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
}

/// Signs somebody in: the token is in the answer, and in a cookie no script reads.
async fn post_sign_in(
    State(hub): State<Hub>,
    Address(from): Address,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response> {
    let session = sign_in::sign_in(&hub, &from, &asked.email, &asked.password).await?;
    signed_in(&headers, &session)
}

fn signed_in(headers: &HeaderMap, session: &Session) -> Result<Response> {
    let token = session.token.text();
    let body = json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": session.seconds,
        "person": session.person,
    });
    let mut response = axum::Json(body).into_response();
    response.headers_mut().insert(SET_COOKIE, cookie(headers, &token, session.seconds)?);
    Ok(response)
}

fn cookie(headers: &HeaderMap, token: &str, seconds: i64) -> Result<HeaderValue> {
    let name = cookie_name(headers);
    let secure = if is_loopback(headers) { "" } else { "; Secure" };
    let cookie =
        format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).map_err(Error::internal)
}

/// Ends the session; one that is over already is over.
async fn post_sign_out(
    State(hub): State<Hub>,
    Shown(token): Shown,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(token) = token {
        sign_in::sign_out(&hub, &token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(SET_COOKIE, cookie(&headers, "", 0)?);
    Ok(response)
}

#[derive(Deserialize)]
struct Welcome {
    token: String,
    password: String,
}

/// Uses a link: a password is chosen.
async fn post_welcome(
    State(hub): State<Hub>,
    Address(from): Address,
    headers: HeaderMap,
    Json(asked): Json<Welcome>,
) -> Result<Response> {
    let session = sign_in::welcome(&hub, &from, &asked.token, &asked.password).await?;
    signed_in(&headers, &session)
}

#[derive(Serialize)]
struct Me {
    #[serde(flatten)]
    person: Person,
    /// None for who runs the service.
    tenant_name: Option<String>,
}

async fn get_me(State(hub): State<Hub>, person: Person) -> Result<axum::Json<Me>> {
    let tx = hub.db.as_tenant(person.tenant).await?;
    let tenant_name = sql::find_tenant_name(&tx, person.tenant).await?;
    tx.commit().await?;
    Ok(axum::Json(Me { person, tenant_name }))
}

#[derive(Deserialize)]
struct NewPassword {
    present: String,
    password: String,
}

async fn post_password(
    State(hub): State<Hub>,
    person: Person,
    headers: HeaderMap,
    Json(asked): Json<NewPassword>,
) -> Result<Response> {
    let (present, chosen) = (&asked.present, &asked.password);
    let session = sign_in::change_password(&hub, &person, present, chosen).await?;
    signed_in(&headers, &session)
}

#[derive(Deserialize)]
struct NewOwner {
    email: String,
}

#[derive(Serialize)]
struct Invited {
    /// A page of the hub's, good once within a week.
    link: String,
}

/// A link for an owner: a new one, or one who forgot the password.
async fn post_owner(
    State(hub): State<Hub>,
    _: Admin,
    Path(tenant): Path<Uuid>,
    Json(asked): Json<NewOwner>,
) -> Result<axum::Json<Invited>> {
    let link = add_owner(&hub, tenant, &asked.email).await?;
    Ok(axum::Json(Invited { link: link.path() }))
}
