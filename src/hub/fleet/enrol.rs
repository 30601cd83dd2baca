use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{hash_of_code, tidy_code};
use super::people::about;
use super::sql;
use crate::base::{Code, Error, PublicKey, Result, open};
use crate::hub::{Hub, central, db, ingest, snapshots, wake};
use crate::wire::sync::{Epoch, Plan};

/// What a box says to be let in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enrolling {
    pub code: String,
    /// Base64url.
    pub public_key: String,
    /// Its book's lives, oldest first.
    pub epochs: Vec<Epoch>,
    /// Said by a box that takes another's place.
    #[serde(default)]
    pub restore: Option<Restoring>,
}

/// A bare box that shall be what the one before was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Restoring {
    /// The life that begins with it.
    pub epoch: String,
    /// How many migrations it knows.
    pub schema: i64,
}

/// What it is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    pub hub: String,
    pub tenant_id: Uuid,
    pub device_id: Uuid,
    pub name: String,
    /// Base64url. Seals what the hub keeps and does not read.
    pub data_key: String,
    /// For a box that takes another's place: what to bring back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// Lets a box in with a code. The same code with the same key answers the same for a day: the
/// answer may have been lost.
///
/// Errors: `wrong_code` for one that is unknown, used by another, too old, or meant for something
/// else; `malformed_request`; `nothing_to_restore`.
pub async fn enrol(hub: &Hub, asked: &Enrolling, key: &PublicKey) -> Result<Enrolled> {
    db::again(|| enrol_once(hub, asked, key)).await
}

async fn enrol_once(hub: &Hub, asked: &Enrolling, key: &PublicKey) -> Result<Enrolled> {
    let wrong = || Error::from(Code::WrongCode);
    let hash = hash_of_code(&tidy_code(&asked.code).ok_or_else(wrong)?);
    let door = hub.db.as_door().await?;
    let tenant = sql::find_tenant_of_code(&door, &hash).await?.ok_or_else(wrong)?;
    door.commit().await?;
    let tx = hub.db.as_tenant(tenant).await?;
    // Before the box is let in: what head office changes meanwhile it hears one way or the other.
    let rev = central::hold_in(&tx, tenant).await?;
    let code = sql::take_code(&tx, tenant, &hash).await?.ok_or_else(wrong)?;
    let place = (tenant, code.device);
    // A code to take a box's place lets nobody in beside it, nor the reverse.
    if (code.kind == "RESTORE") != asked.restore.is_some() {
        return Err(wrong());
    }
    match code.used_by {
        None => {
            sql::insert_machine(&tx, place, key).await?;
            match &asked.restore {
                Some(restoring) => {
                    snapshots::begin_in(&tx, place, &restoring.epoch, restoring.schema).await?;
                }
                None => {
                    ingest::register_in(&tx, place, &asked.epochs, hub.clock.now()).await?;
                }
            }
            central::tell_in(&tx, place, hub.clock.now(), rev).await?;
            // Whoever stood here is told that it does not any more.
            wake::call_in(&tx, code.device).await?;
            sql::mark_used(&tx, tenant, &hash, &key.id()).await?;
        }
        Some(used_by) if used_by == key.id() => {}
        Some(_) => return Err(wrong()),
    }
    let plan = match &asked.restore {
        Some(restoring) => Some(snapshots::plan_in(&tx, place, &restoring.epoch).await?),
        None => None,
    };
    tx.commit().await?;
    let data_key = open(&hub.key, &about(place), &code.data_key);
    let data_key = data_key.ok_or_else(|| Error::internal("the key file is another one"))?;
    Ok(Enrolled {
        hub: "tiffin".into(),
        tenant_id: tenant,
        device_id: code.device,
        name: code.device_name,
        data_key: BASE64URL_NOPAD.encode(&data_key),
        plan,
    })
}
