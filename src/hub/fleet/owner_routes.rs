use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json as Answer, Router};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::{new_code_for, revoke};
use super::model::{CodeKind, Place, PlaceCopy};
use super::people::{CODE_SECONDS, add_device};
use super::sql;
use crate::base::{Error, Result};
use crate::http::{Json, Path};
use crate::hub::Hub;
use crate::hub::people::OwnerOf;
use crate::hub::snapshots::list_last;

pub fn owner_routes() -> Router<Hub> {
    Router::new()
        .route("/owner/devices", get(get_devices).post(post_device))
        .route("/owner/devices/{id}/code", post(post_code))
        .route("/owner/devices/{id}/machines/{key}/revoke", post(post_revoke))
}

#[derive(Serialize)]
struct Places {
    items: Vec<Place>,
}

/// The places of a tenant, with the keys that were let in and the last copy of what is there.
async fn get_devices(State(hub): State<Hub>, owner: OwnerOf) -> Result<Answer<Places>> {
    let tx = hub.db.as_tenant(owner.tenant).await?;
    let mut items = sql::list_places(&tx, owner.tenant).await?;
    for (device, at, bytes) in list_last(&tx, owner.tenant).await? {
        if let Some(place) = items.iter_mut().find(|place| place.id == device) {
            place.copy = Some(PlaceCopy { at, bytes });
        }
    }
    tx.commit().await?;
    Ok(Answer(Places { items }))
}

#[derive(Deserialize)]
struct NewPlace {
    name: String,
}

/// A code to type at a box, and where it then stands.
#[derive(Serialize)]
struct NewCode {
    device_id: Uuid,
    code: String,
    kind: CodeKind,
    /// Seconds.
    expires_in: i64,
}

/// A new place, and the code that lets its box in. Asked again before the box came, it is another
/// code for the same place.
async fn post_device(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Json(asked): Json<NewPlace>,
) -> Result<(StatusCode, Answer<NewCode>)> {
    let invited = add_device(&hub, owner.tenant, &asked.name, &owner.person.email).await?;
    let (device_id, code, kind) = (invited.device, invited.code, CodeKind::Box);
    let code = NewCode { device_id, code, kind, expires_in: CODE_SECONDS };
    Ok((StatusCode::CREATED, Answer(code)))
}

#[derive(Deserialize)]
struct AskedCode {
    kind: CodeKind,
}

async fn post_code(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(device_id): Path<Uuid>,
    Json(AskedCode { kind }): Json<AskedCode>,
) -> Result<Answer<NewCode>> {
    let place = (owner.tenant, device_id);
    let code = new_code_for(&hub, place, kind, &owner.person.email).await?;
    Ok(Answer(NewCode { device_id, code, kind, expires_in: CODE_SECONDS }))
}

#[derive(Deserialize)]
struct Revoked {
    /// The box sells no more, once it hears of it.
    #[serde(default)]
    fence: bool,
}

async fn post_revoke(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path((device, key)): Path<(Uuid, String)>,
    Json(Revoked { fence }): Json<Revoked>,
) -> Result<StatusCode> {
    if key.len() != 16 {
        return Err(Error::not_found("machine"));
    }
    revoke(&hub, (owner.tenant, device), &key, fence).await?;
    Ok(StatusCode::NO_CONTENT)
}
