use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::give::{Asking, give_in};
use super::model::{CommandView, Once, Wish};
use super::sql;
use crate::base::{At, Code, Error, OnceKey, Result};
use crate::hub::db::Tx;
use crate::hub::people::OwnerOf;
use crate::hub::{Hub, db};

/// Wishes of people that may wait for one box.
const MOST: i64 = 100;

/// Asks something of a box in its owner's name. Said again it is the command it was; see [`Once`].
///
/// Errors: `not_found` for a place that is not the owner's; `idempotency_key_reused` for another
/// wish under the same name; `too_many_requests` while too many wait for the box.
pub async fn ask(hub: &Hub, owner: &OwnerOf, device: Uuid, wish: &Wish<'_>) -> Result<CommandView> {
    db::again(|| ask_once(hub, owner, (owner.tenant, device), wish)).await
}

async fn ask_once(
    hub: &Hub,
    owner: &OwnerOf,
    place: (Uuid, Uuid),
    wish: &Wish<'_>,
) -> Result<CommandView> {
    let tx = hub.db.as_tenant(place.0).await?;
    if !sql::hold_place(&tx, place).await? {
        return Err(Error::not_found("place"));
    }
    let digest = match wish.once {
        Once::Named(once) => Some(name_of(once)),
        Once::Never | Once::WhileItWaits => None,
    };
    let now = hub.clock.now();
    let id = match known(&tx, place, wish, (digest.as_deref(), now)).await? {
        Some(id) => id,
        None => {
            if sql::count_wishes(&tx, place, now).await? >= MOST {
                return Err(Error::new(Code::TooManyRequests).retry_after(60));
            }
            let expires_at = now.plus_seconds(wish.good_for);
            let Wish { kind, body, .. } = wish;
            let asking = Asking { kind, body, expires_at, digest: digest.as_deref() };
            let id = give_in(&tx, place, now, &asking).await?;
            let id = id.ok_or_else(|| Error::internal("a wish that is new was known"))?;
            sql::mark_asked_by(&tx, place, id, &owner.person.email).await?;
            id
        }
    };
    let view = sql::find_view(&tx, place, id).await?;
    tx.commit().await?;
    view.ok_or_else(|| Error::not_found("command"))
}

/// The command this wish is already. Error: `idempotency_key_reused`.
async fn known(
    tx: &Tx,
    place: (Uuid, Uuid),
    wish: &Wish<'_>,
    (digest, now): (Option<&[u8]>, At),
) -> Result<Option<Uuid>> {
    if let Once::WhileItWaits = wish.once {
        return sql::find_waiting(tx, place, wish.kind, now).await;
    }
    let Some(digest) = digest else { return Ok(None) };
    let asked = wish.body.to_string();
    match sql::find_brought(tx, place, digest).await? {
        None => Ok(None),
        Some((id, kind, body)) if kind == wish.kind && body == asked => Ok(Some(id)),
        Some(_) => Err(Code::IdempotencyKeyReused.into()),
    }
}

/// What is kept of a wish's name.
fn name_of(once: &OnceKey) -> Vec<u8> {
    Sha256::digest(format!("tiffin/wish/1|{}|{}", once.scope, once.key)).to_vec()
}

/// A command of a place, and what came of it. Error: `not_found`.
pub async fn find(hub: &Hub, place: (Uuid, Uuid), id: Uuid) -> Result<CommandView> {
    let tx = hub.db.as_tenant(place.0).await?;
    let view = sql::find_view(&tx, place, id).await?;
    tx.commit().await?;
    view.ok_or_else(|| Error::not_found("command"))
}
