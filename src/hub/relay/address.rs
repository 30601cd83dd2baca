use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::sql;
use crate::base::{Error, Result};
use crate::hub::Hub;

/// Where gateways bring their news for one box: paths at this hub. Whoever knows them can waste the
/// box's time, and no more.
#[derive(Clone, Debug, Serialize)]
pub struct Address {
    pub razorpay: String,
    pub stripe: String,
}

/// The address of a place; the same each time. Error: `not_found`.
pub async fn address(hub: &Hub, (tenant, device): (Uuid, Uuid)) -> Result<Address> {
    let mac = hub.key.derive("relay").mac(&[tenant.as_bytes(), device.as_bytes()]);
    let token = BASE64URL_NOPAD.encode(&mac[..24]);
    let tx = hub.db.as_tenant(tenant).await?;
    if !sql::insert_address(&tx, (tenant, device), &hash_of(&token)).await? {
        return Err(Error::not_found("place"));
    }
    tx.commit().await?;
    let path = |gateway: &str| format!("/hooks/{token}/{gateway}");
    Ok(Address { razorpay: path("razorpay"), stripe: path("stripe") })
}

/// What is kept of an address: 192 random bits need no slow hash.
pub fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(format!("tiffin/relay/1|{token}")).to_vec()
}
