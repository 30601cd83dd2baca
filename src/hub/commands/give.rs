use serde_json::Value;
use uuid::Uuid;

use super::sql;
use crate::base::{At, Error, Result, new_id};
use crate::hub::db::Tx;
use crate::hub::wake;
use crate::wire::sync::MAX_MESSAGE;

/// Room in a message for what stands around a body.
const AROUND: usize = 4 << 10;

/// What a box is asked.
#[derive(Clone, Debug)]
pub struct Asking<'a> {
    pub kind: &'a str,
    pub body: &'a Value,
    /// By the hub's clock.
    pub expires_at: At,
    /// What is the same when the same thing is brought again within two days: then it is not asked
    /// again.
    pub digest: Option<&'a [u8]>,
}

/// Asks something of a box; wakes whoever talks with it once the transaction is kept. None when it
/// was asked already.
///
/// Errors: `not_found` for a place that is not the tenant's; `invalid_value` for more than fits into
/// one message.
pub async fn give_in(
    tx: &Tx,
    place: (Uuid, Uuid),
    now: At,
    asking: &Asking<'_>,
) -> Result<Option<Uuid>> {
    let body = asking.body.to_string();
    if body.len() > MAX_MESSAGE - AROUND {
        return Err(Error::invalid("body", "This is too much for one message."));
    }
    // The number is the lock: of two that bring the same at once, one comes after the other.
    let no = sql::next_no(tx, place).await?.ok_or_else(|| Error::not_found("place"))?;
    if let Some(digest) = asking.digest
        && sql::was_brought(tx, place, digest).await?
    {
        return Ok(None);
    }
    sql::delete_old(tx, place, now).await?;
    let id = new_id(now);
    sql::insert_command(tx, place, (id, no), asking, &body).await?;
    wake::call_in(tx, place.1).await?;
    Ok(Some(id))
}
