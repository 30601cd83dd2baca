use uuid::Uuid;

use super::model::{CodeKind, hash_of_code, new_code, tidy_code};
use super::sql;
use crate::base::{Code, Error, Result, Secret, clean_line, limits, new_id, seal};
use crate::hub::Hub;
use crate::hub::db::Tx;

/// How long a code is good.
pub const CODE_SECONDS: i64 = 15 * 60;
/// Places one tenant may have; a page shows them all.
const MAX_PLACES: i64 = 500;

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

/// Adds a place a box stands at, with a key of its own for what is sealed, and a code. A place
/// that no box came to yet is not added twice: it has another code.
///
/// Errors: `invalid_value`; `not_found` for a tenant that is none; `name_taken` where a box stands
/// already; `limit_reached`.
pub async fn add_device(hub: &Hub, tenant: Uuid, name: &str, by: &str) -> Result<Invited> {
    let name = clean_line("name", name, limits::MAX_NAME)?;
    let code = new_code();
    let tx = hub.db.as_tenant(tenant).await?;
    if !sql::hold_tenant(&tx, tenant).await? {
        return Err(Error::not_found("tenant"));
    }
    let device = match sql::find_place(&tx, tenant, &name).await? {
        Some((_, true)) => return Err(Code::NameTaken.into()),
        Some((device, false)) => device,
        None if sql::count_places(&tx, tenant).await? >= MAX_PLACES => {
            return Err(Code::LimitReached.into());
        }
        None => insert_place(hub, &tx, tenant, &name).await?,
    };
    let place = (tenant, device);
    sql::delete_unused_codes(&tx, place).await?;
    let tidy = tidy_code(&code).unwrap_or_default();
    let hash = hash_of_code(&tidy);
    sql::insert_code(&tx, place, (&hash, CodeKind::Box), by, CODE_SECONDS).await?;
    tx.commit().await?;
    Ok(Invited { device, code })
}

/// The place of a restaurant that was verified: its owner asks for the code when the box is there.
/// A name that is taken has the restaurant's id added.
pub async fn add_place_in(
    hub: &Hub,
    tx: &Tx,
    tenant: Uuid,
    name: &str,
    restaurant: Uuid,
) -> Result<Uuid> {
    let name = match sql::find_place(tx, tenant, name).await? {
        None => name.to_owned(),
        Some(_) => format!("{name} {}", &restaurant.simple().to_string()[..8]),
    };
    let device = insert_place(hub, tx, tenant, &name).await?;
    sql::set_restaurant(tx, (tenant, device), restaurant).await?;
    Ok(device)
}

async fn insert_place(hub: &Hub, tx: &Tx, tenant: Uuid, name: &str) -> Result<Uuid> {
    let device = new_id(hub.clock.now());
    let data_key = seal(&hub.key, &about((tenant, device)), Secret::random().bytes());
    sql::insert_device(tx, (tenant, device), name, &data_key).await?;
    Ok(device)
}

/// What a place's data key is sealed for.
pub fn about((tenant, device): (Uuid, Uuid)) -> Vec<u8> {
    format!("tiffin/data-key/1|{tenant}|{device}").into_bytes()
}
