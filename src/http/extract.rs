use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::base::{Code, Error, OnceKey, Result};

/// A JSON body. Errors: `unsupported_media_type`, `malformed_json` naming line and column,
/// `body_too_large`.
pub struct Json<T>(pub T);

/// A JSON body that comes with an `Idempotency-Key`: a write that is safe to repeat.
pub struct Keyed<T> {
    key: String,
    route: String,
    raw: Bytes,
    body: T,
}

/// A path's parameters; one that does not parse names nothing: `not_found`.
pub struct Path<T>(pub T);

/// A query's parameters. Errors: `malformed_request`.
pub struct Query<T>(pub T);

impl<T> Keyed<T> {
    /// The write's name in the scope of who asks, and what they ask for.
    pub fn by(self, scope: String) -> Result<(OnceKey, T)> {
        let request: [&[u8]; 2] = [self.route.as_bytes(), &self.raw];
        Ok((OnceKey::new(scope, &self.key, &request)?, self.body))
    }
}

/// The whole body, within the limit.
pub async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    Bytes::from_request(request, state).await.map_err(|rejection: BytesRejection| {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge.into(),
            _ => Error::new(Code::MalformedRequest).source(rejection.to_string()),
        }
    })
}

fn parse<T: DeserializeOwned>(headers: &HeaderMap, raw: &[u8]) -> Result<T> {
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !json && !raw.is_empty() {
        return Err(Code::UnsupportedMediaType.into());
    }
    let raw = if raw.is_empty() { b"{}" } else { raw };
    serde_json::from_slice(raw)
        .map_err(|e| Error::new(Code::MalformedJson).message(format!("The body: {e}.")))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>> {
        let headers = request.headers().clone();
        let raw = bytes(request, state).await?;
        parse(&headers, &raw).map(Json)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Keyed<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Keyed<T>> {
        let headers = request.headers().clone();
        let key = headers
            .get("idempotency-key")
            .ok_or(Code::IdempotencyKeyRequired)?
            .to_str()
            .map_err(|_| Code::IdempotencyKeyInvalid)?
            .to_owned();
        let route = format!("{} {}", request.method(), request.uri());
        let raw = bytes(request, state).await?;
        let body = parse(&headers, &raw)?;
        Ok(Keyed { key, route, raw, body })
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Path(path.0)).map_err(|_| Code::NotFound.into())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|query| Query(query.0))
            .map_err(|rejection| Error::new(Code::MalformedRequest).message(rejection.body_text()))
    }
}
