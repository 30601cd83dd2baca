use axum::extract::{Request, State};
use axum::routing::post;
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;

use super::enrol::{Enrolled, Enrolling, enrol};
use crate::base::{Code, Error, PublicKey, Result};
use crate::http;
use crate::hub::Hub;
use crate::wire::sync::{Asked, Headers};

pub fn routes() -> Router<Hub> {
    Router::new().route("/v1/enrol", post(let_in))
}

/// Signed with the key that is shown, so that nobody enrols another's.
async fn let_in(State(hub): State<Hub>, request: Request) -> Result<Json<Enrolled>> {
    let refused = || Error::from(Code::BadSignature);
    let named = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let headers = Headers::read(named).ok_or_else(refused)?;
    let body = http::bytes(request, &hub).await?;
    let malformed = |e: serde_json::Error| Error::new(Code::MalformedJson).message(e.to_string());
    let asked: Enrolling = serde_json::from_slice(&body).map_err(malformed)?;
    let key = BASE64URL_NOPAD.decode(asked.public_key.as_bytes()).ok();
    let key = key.and_then(|key| <[u8; 32]>::try_from(key).ok()).ok_or_else(refused)?;
    let key = PublicKey::from_bytes(key);
    let signed = Asked { method: "POST", path: "/v1/enrol", body: &body };
    if !headers.verify(&signed, &key) {
        return Err(refused());
    }
    Ok(Json(enrol(&hub, &asked, &key).await?))
}
