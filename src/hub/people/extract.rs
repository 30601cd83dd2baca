use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST};
use axum::http::request::Parts;
use uuid::Uuid;

use super::model::{Person, PersonRole};
use super::sign_in::authenticate;
use crate::base::{Code, Error, Result, is_this_machine};
use crate::hub::Hub;

/// Whoever runs the service. Owners hear `forbidden`, strangers `unauthorized`.
pub struct Admin(pub Person);

/// An owner, and the tenant that is theirs. Admins hear `forbidden`, strangers `unauthorized`.
pub struct OwnerOf {
    pub tenant: Uuid,
    pub person: Person,
}

/// The token a request came with, unchecked: a bearer, or the cookie.
pub struct Shown(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Shown {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Shown> {
        Ok(Shown(token(&parts.headers)))
    }
}

fn token(headers: &HeaderMap) -> Option<String> {
    if let Some(value) = headers.get(AUTHORIZATION) {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned());
    }
    let name = cookie_name(headers);
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// A name with `__Host-` is taken by browsers over TLS only, and from this very host. On the
/// machine itself there is no TLS.
pub(super) fn cookie_name(headers: &HeaderMap) -> &'static str {
    match is_loopback(headers) {
        true => "tiffin",
        false => "__Host-tiffin",
    }
}

pub(super) fn is_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    is_this_machine(name)
}

impl FromRequestParts<Hub> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Person> {
        let token = token(&parts.headers).ok_or(Code::Unauthorized)?;
        authenticate(hub, &token).await
    }
}

/// For routes open to anybody: no token is nobody; a bad one, or an admin's, is refused.
impl OptionalFromRequestParts<Hub> for OwnerOf {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Option<OwnerOf>> {
        match token(&parts.headers) {
            Some(_) => {
                <OwnerOf as FromRequestParts<Hub>>::from_request_parts(parts, hub).await.map(Some)
            }
            None => Ok(None),
        }
    }
}

impl FromRequestParts<Hub> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Admin> {
        match <Person as FromRequestParts<Hub>>::from_request_parts(parts, hub).await? {
            person if person.is_admin() => Ok(Admin(person)),
            _ => Err(Code::Forbidden.into()),
        }
    }
}

impl FromRequestParts<Hub> for OwnerOf {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<OwnerOf> {
        match <Person as FromRequestParts<Hub>>::from_request_parts(parts, hub).await? {
            person if person.role == PersonRole::Owner => {
                Ok(OwnerOf { tenant: person.tenant, person })
            }
            _ => Err(Code::Forbidden.into()),
        }
    }
}
