use std::marker::PhantomData;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::approve::{Approved, approved};
use super::model::{Asker, Customer, Guest, Staff, Visitor, Who};
use super::sql;
use super::token::{self, Claims};
use crate::app::App;
use crate::base::{Code, Error, Result};
use crate::wire::Role;

/// Staff whose role is one of `R`'s. Others hear `forbidden`, strangers `unauthorized`.
pub struct By<R>(pub Staff, pub PhantomData<R>);

/// A set of staff roles, as a type.
pub trait Roles {
    const ROLES: &'static [Role];
}

macro_rules! roles {
    ($($(#[$meta:meta])* $name:ident: $($role:ident)*;)*) => { $(
        $(#[$meta])*
        pub struct $name;
        impl Roles for $name {
            const ROLES: &'static [Role] = &[$(Role::$role,)*];
        }
    )* };
}

roles! {
    Owners: Owner;
    /// Menus, prices, people, reports.
    Managers: Owner Manager;
    /// Takes money.
    Till: Owner Manager Cashier;
    /// Serves tables.
    Floor: Owner Manager Cashier Waiter;
    /// Works in the house: everyone but riders.
    StaffMembers: Owner Manager Cashier Waiter KitchenStaff;
    /// Whoever has a PIN.
    Everyone: Owner Manager Cashier Waiter KitchenStaff Rider;
}

/// The browser's own name for itself, `X-Device`; only for the record.
pub struct Device(pub String);

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who a token belongs to: signed by this box, not expired, and for staff with an open session.
pub async fn authenticate(app: &App, token: &str) -> Result<Who> {
    let claims = token::open(app, token)?;
    match claims.role {
        Role::Guest => guest(&claims).map(Who::Guest),
        Role::Customer => {
            let id = claims.sub.parse().map_err(|_| Code::Unauthorized)?;
            Ok(Who::Customer(Customer { id }))
        }
        _ => staff(app, &claims).await.map(Who::Staff),
    }
}

fn guest(claims: &Claims) -> Result<Guest> {
    let (Some(id), Some(sitting_id)) = (claims.guest, claims.sitting) else {
        return Err(Code::Unauthorized.into());
    };
    Ok(Guest { id, sitting_id })
}

/// The role comes from the database, not from the token: a change holds at once.
async fn staff(app: &App, claims: &Claims) -> Result<Staff> {
    let Some(session) = claims.session else { return Err(Code::Unauthorized.into()) };
    let now = app.clock.now();
    let found = app.store.read(move |read| sql::find_session(read, session, now)).await?;
    found.ok_or_else(|| Code::TokenExpired.into())
}

impl FromRequestParts<App> for Who {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Who> {
        let token = bearer(&parts.headers).ok_or(Code::Unauthorized)?;
        authenticate(app, token).await
    }
}

/// For routes open to anybody: no bearer is nobody, a bad one is refused all the same.
impl OptionalFromRequestParts<App> for Who {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Who>> {
        match parts.headers.contains_key(AUTHORIZATION) {
            true => <Who as FromRequestParts<App>>::from_request_parts(parts, app).await.map(Some),
            false => Ok(None),
        }
    }
}

impl<R: Roles> FromRequestParts<App> for By<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<By<R>> {
        match <Who as FromRequestParts<App>>::from_request_parts(parts, app).await? {
            Who::Staff(staff) if R::ROLES.contains(&staff.role) => Ok(By(staff, PhantomData)),
            _ => Err(Code::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Guest> {
        match <Who as FromRequestParts<App>>::from_request_parts(parts, app).await? {
            Who::Guest(guest) => Ok(guest),
            _ => Err(Code::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visitor> {
        match <Who as FromRequestParts<App>>::from_request_parts(parts, app).await? {
            Who::Guest(guest) => Ok(Visitor::Guest(guest)),
            Who::Customer(customer) => Ok(Visitor::Customer(customer)),
            Who::Staff(_) => Err(Code::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Asker {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Asker> {
        match <Who as FromRequestParts<App>>::from_request_parts(parts, app).await? {
            Who::Guest(guest) => Ok(Asker::Guest(guest)),
            Who::Staff(staff) if Floor::ROLES.contains(&staff.role) => Ok(Asker::Staff(staff)),
            _ => Err(Code::Forbidden.into()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Device {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Device> {
        let named = parts.headers.get("x-device").and_then(|value| value.to_str().ok());
        let fits = |name: &&str| {
            (1..=64).contains(&name.len())
                && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
        };
        Ok(Device(named.filter(fits).unwrap_or("unknown").to_owned()))
    }
}

impl FromRequestParts<App> for Approved {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Approved> {
        let Some(said) = parts.headers.get("x-approval") else { return Ok(Approved::by_nobody()) };
        let said = said.to_str().map_err(|_| Code::MalformedRequest)?.to_owned();
        let Device(device) = Device::from_request_parts(parts, app).await?;
        approved(app, &device, &said).await
    }
}
