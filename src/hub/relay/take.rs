use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::address::hash_of;
use super::sql;
use crate::base::{Code, Error, Result};
use crate::hub::commands::{Asking, give_in};
use crate::hub::{Hub, db};
use crate::wire::sync::RelayedWebhook;

/// How long it is brought to a box that is away: gateways themselves try no longer, and the box
/// looks by itself.
const GOOD_FOR: i64 = 3 * 86_400;
/// News that may wait for one box.
const MOST: i64 = 5_000;

/// What a gateway brings.
#[derive(Clone, Debug)]
pub struct Brought<'a> {
    pub token: &'a str,
    pub gateway: &'a str,
    pub signature: &'a str,
    pub event_id: Option<&'a str>,
    pub body: &'a [u8],
}

/// Keeps a gateway's news for the box it is for. The same again within two days is known.
///
/// Errors: `not_found` for an address that is none; `too_many_requests`.
pub async fn take(hub: &Hub, brought: &Brought<'_>) -> Result<()> {
    db::again(|| take_once(hub, brought)).await
}

async fn take_once(hub: &Hub, brought: &Brought<'_>) -> Result<()> {
    let Brought { token, gateway, signature, event_id, body } = brought;
    let door = hub.db.as_door().await?;
    let place = sql::find_place(&door, &hash_of(token)).await?;
    door.commit().await?;
    let place = place.ok_or_else(|| Error::not_found("address"))?;
    let now = hub.clock.now();
    // With the signature: a forgery that came first does not keep the true one out.
    let digest =
        Sha256::digest([gateway.as_bytes(), b"\n", signature.as_bytes(), b"\n", body].concat());
    let webhook = RelayedWebhook {
        gateway: (*gateway).to_owned(),
        signature: (*signature).to_owned(),
        event_id: event_id.map(str::to_owned),
        body_b64: BASE64.encode(body),
        received_at: now,
    };
    let body = serde_json::to_value(webhook).map_err(Error::internal)?;
    let tx = hub.db.as_tenant(place.0).await?;
    if sql::is_full(&tx, place, MOST).await? {
        return Err(Error::new(Code::TooManyRequests).retry_after(60));
    }
    let expires_at = now.plus_seconds(GOOD_FOR);
    let asking = Asking { kind: "webhook", body: &body, expires_at, digest: Some(&digest) };
    give_in(&tx, place, now, &asking).await?;
    tx.commit().await
}
