use uuid::{Builder, Uuid};

use super::model::{Registration, Restaurant};
use super::sql;
use crate::base::{Code, Error, OnceKey, Result};
use crate::hub::people::{OwnerOf, Patience, Token, take};
use crate::hub::{Hub, db};

/// Registrations of one network address.
const PATIENCE: Patience =
    Patience { tries: 30, waits: &[3_600], forget_after: 3_600, code: Code::TooManyRequests };

/// A registration that is kept, and what its maker follows it by.
pub struct Registered {
    pub restaurant: Restaurant,
    pub token: Token,
}

/// Keeps a registration for somebody to verify. A stranger's is of a tenant of its own, an owner's
/// of theirs. Its names follow from the key it came with, so that the same write is the same
/// restaurant at whatever node.
///
/// Errors: `licence_known`; `idempotency_key_reused`; `too_many_requests`.
pub async fn register(
    hub: &Hub,
    from: &str,
    owner: Option<&OwnerOf>,
    once: &OnceKey,
    said: &Registration,
) -> Result<Registered> {
    take(hub, &format!("register|{from}"), &PATIENCE).await?;
    db::again(|| register_once(hub, owner, once, said)).await
}

async fn register_once(
    hub: &Hub,
    owner: Option<&OwnerOf>,
    once: &OnceKey,
    said: &Registration,
) -> Result<Registered> {
    let key = hub.key.derive("registration");
    let drawn =
        |what: &str| key.mac(&[what.as_bytes(), once.scope.as_bytes(), once.key.as_bytes()]);
    let tenant = owner.map_or_else(|| id_of(&drawn("tenant")), |owner| owner.tenant);
    let id = id_of(&drawn("restaurant"));
    let token = Token::of(tenant, &drawn("token"));
    let tx = hub.db.as_tenant(tenant).await?;
    let made = sql::insert_restaurant(&tx, (tenant, id), (&once.request, &token), said).await?;
    if made && !sql::insert_licence(&tx, (tenant, id), &said.licence_number).await? {
        return Err(Code::LicenceKnown.into());
    }
    if !made && sql::find_request(&tx, tenant, id).await?.as_deref() != Some(&once.request) {
        return Err(Code::IdempotencyKeyReused.into());
    }
    let restaurant = sql::find_restaurant(&tx, tenant, id).await?;
    let restaurant = restaurant.ok_or_else(|| Error::not_found("restaurant"))?;
    tx.commit().await?;
    Ok(Registered { restaurant, token })
}

fn id_of(drawn: &[u8; 32]) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&drawn[..16]);
    Builder::from_random_bytes(bytes).into_uuid()
}
