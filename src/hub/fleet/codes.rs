use uuid::Uuid;

use super::model::{CodeKind, hash_of_code, new_code, tidy_code};
use super::people::CODE_SECONDS;
use super::sql;
use crate::base::{Error, Result};
use crate::hub::{Hub, wake};
use crate::wire::sync::DeviceState;

/// A new code for a place: to let its first box in, or one that takes the present one's place.
/// Codes before it are good no more.
///
/// Error: `not_found`.
pub async fn new_code_for(
    hub: &Hub,
    place: (Uuid, Uuid),
    kind: CodeKind,
    by: &str,
) -> Result<String> {
    let code = new_code();
    let tx = hub.db.as_tenant(place.0).await?;
    if !sql::hold_device(&tx, place).await? {
        return Err(Error::not_found("device"));
    }
    sql::delete_unused_codes(&tx, place).await?;
    let tidy = tidy_code(&code).unwrap_or_default();
    sql::insert_code(&tx, place, (&hash_of_code(&tidy), kind), by, CODE_SECONDS).await?;
    tx.commit().await?;
    Ok(code)
}

/// A code that lets a bare box take the place of the one that stands there. That one is fenced off
/// once the code is used, and not before.
///
/// Error: `not_found`.
pub async fn add_restore_code(hub: &Hub, place: (Uuid, Uuid), by: &str) -> Result<String> {
    new_code_for(hub, place, CodeKind::Restore, by).await
}

/// Withdraws a box's key: REVOKED sends no more and goes on selling, FENCED sells no more either,
/// once it hears of it.
///
/// Error: `not_found`.
pub async fn revoke(hub: &Hub, place: (Uuid, Uuid), key_id: &str, fence: bool) -> Result<()> {
    let to = if fence { DeviceState::Fenced } else { DeviceState::Revoked };
    let tx = hub.db.as_tenant(place.0).await?;
    if !sql::mark_withdrawn(&tx, place, key_id, to).await? {
        return Err(Error::not_found("machine"));
    }
    // It hears of it now where it has a link, and not at its next try.
    wake::call_in(&tx, place.1).await?;
    tx.commit().await
}
