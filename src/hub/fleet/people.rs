use uuid::Uuid;

use super::model::{hash_of_code, new_code, tidy_code};
use super::sql;
use crate::base::{Error, Result, Secret, clean_line, limits, seal};
use crate::hub::Hub;
use crate::hub::ids::new_id;

/// How long a code is good.
pub const CODE_SECONDS: i64 = 15 * 60;

/// Where a box may stand, and the code that lets it in.
#[derive(Clone, Debug)]
pub struct Invited {
    pub device: Uuid,
    pub code: String,
}

/// Adds a tenant. Error: `invalid_value`.
pub async fn add_tenant(hub: &Hub, name: &str) -> Result<Uuid> {
    let name = clean_line("name", name, limits::MAX_NAME)?;
    let tenant = new_id(hub.clock.now());
    let tx = hub.db.as_admin().await?;
    sql::insert_tenant(&tx, tenant, &name).await?;
    tx.commit().await?;
    Ok(tenant)
}

/// Adds a place a box stands at, with a key of its own for what is sealed, and a code.
///
/// Error: `invalid_value`.
pub async fn add_device(hub: &Hub, tenant: Uuid, name: &str, by: &str) -> Result<Invited> {
    let name = clean_line("name", name, limits::MAX_NAME)?;
    let (device, code) = (new_id(hub.clock.now()), new_code());
    let place = (tenant, device);
    let data_key = seal(&hub.key, &about(place), Secret::random().bytes());
    let tx = hub.db.as_tenant(tenant).await?;
    sql::insert_device(&tx, place, &name, &data_key).await?;
    let tidy = tidy_code(&code).unwrap_or_default();
    sql::insert_code(&tx, place, &hash_of_code(&tidy), by, CODE_SECONDS).await?;
    tx.commit().await?;
    Ok(Invited { device, code })
}

/// A code that lets a bare box take the place of the one that stands there. That one is fenced off
/// once the code is used, and not before.
///
/// Error: `not_found`.
pub async fn add_restore_code(hub: &Hub, place: (Uuid, Uuid), by: &str) -> Result<String> {
    let code = new_code();
    let tx = hub.db.as_tenant(place.0).await?;
    if !sql::is_place(&tx, place).await? {
        return Err(Error::not_found("device"));
    }
    let hash = hash_of_code(&tidy_code(&code).unwrap_or_default());
    sql::insert_restore_code(&tx, place, &hash, by, CODE_SECONDS).await?;
    tx.commit().await?;
    Ok(code)
}

/// What a place's data key is sealed for.
pub fn about((tenant, device): (Uuid, Uuid)) -> Vec<u8> {
    format!("tiffin/data-key/1|{tenant}|{device}").into_bytes()
}
