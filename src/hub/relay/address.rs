use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::sql;
use crate::base::{Error, Result, random_token};
use crate::hub::{Hub, db};

/// Addresses of one place that are good at once: while a gateway is told the new one it brings its
/// news to the one before.
const KEPT: i64 = 2;

/// Where gateways bring their news for one box: paths at this hub. Whoever knows them can waste the
/// box's time, and no more.
#[derive(Clone, Debug, Serialize)]
pub struct Address {
    pub razorpay: String,
    pub stripe: String,
}

/// Makes a new address for a place, told this once: what is kept of it is a hash. The one before
/// stays good, older ones are not any more.
///
/// Error: `not_found`.
pub async fn address(hub: &Hub, place: (Uuid, Uuid)) -> Result<Address> {
    let token = random_token(24);
    let hash = hash_of(&token);
    db::again(|| keep_once(hub, place, &hash)).await?;
    let path = |gateway: &str| format!("/hooks/{token}/{gateway}");
    Ok(Address { razorpay: path("razorpay"), stripe: path("stripe") })
}

async fn keep_once(hub: &Hub, place: (Uuid, Uuid), hash: &[u8]) -> Result<()> {
    let tx = hub.db.as_tenant(place.0).await?;
    if !sql::insert_address(&tx, place, hash).await? {
        return Err(Error::not_found("place"));
    }
    sql::delete_older(&tx, place, KEPT).await?;
    tx.commit().await
}

/// What is kept of an address: 192 random bits need no slow hash.
pub fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(format!("tiffin/relay/1|{token}")).to_vec()
}
