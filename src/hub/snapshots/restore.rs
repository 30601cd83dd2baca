use uuid::Uuid;

use super::sql;
use crate::base::{Code, Error, Result};
use crate::hub::db::Tx;
use crate::hub::ingest::{hash_at, hold, insert_epoch};
use crate::wire::sync::{Epoch, EpochReason, Plan, hex};

/// Lives one book may have.
const MAX_LIVES: usize = 1_000;

/// Begins the life of a box that takes another's place: it goes on from the last fact of which
/// both the book and the rows are here. What is beyond counts no more.
///
/// Errors: `nothing_to_restore` where no whole copy is; `version_unsupported` for a program that
/// is older than what is kept; `malformed_request`.
pub async fn begin_in(tx: &Tx, place: (Uuid, Uuid), epoch: &str, schema: i64) -> Result<()> {
    let none = || Error::from(Code::NothingToRestore);
    if epoch.len() != 16 || !epoch.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Code::MalformedRequest.into());
    }
    let mut life = sql::find_present_life(tx, place).await?.ok_or_else(none)?;
    let mut limit = i64::MAX;
    for _ in 0..MAX_LIVES {
        let held = hold(tx, place, &life).await?.ok_or_else(none)?;
        limit = limit.min(held.seq);
        if let Some((_, copy)) = sql::find_newest(tx, place, &life, limit).await? {
            let newest = sql::find_schema(tx, place, &life).await?.max(copy.schema);
            if schema < newest {
                let what = format!("This Tiffin knows {schema} migrations, the data has {newest}.");
                return Err(Error::new(Code::VersionUnsupported).message(what));
            }
            let from = (life.as_str(), copy.no, copy.head_seq);
            let (_, seq) = sql::find_reach(tx, place, from, limit).await?;
            let hash = hash_at(tx, place, &held, seq).await?;
            let begins = Epoch {
                epoch: epoch.to_owned(),
                base_epoch: Some(life.clone()),
                base_seq: seq,
                base_hash: hex(&hash),
                reason: EpochReason::FromHub,
            };
            sql::mark_cut(tx, place, &life, seq).await?;
            return insert_epoch(tx, place, &begins, &hash).await;
        }
        // A life nobody can be brought back to: to what it went on from, then.
        sql::mark_cut(tx, place, &life, held.base_seq).await?;
        limit = limit.min(held.base_seq);
        life = sql::find_base(tx, place, &life).await?.ok_or_else(none)?;
    }
    Err(none())
}

/// What a box that began its life with [`begin_in`] needs; the same whenever it asks.
pub async fn plan_in(tx: &Tx, place: (Uuid, Uuid), epoch: &str) -> Result<Plan> {
    let none = || Error::from(Code::NothingToRestore);
    let mut epochs = Vec::new();
    let mut next = Some(epoch.to_owned());
    while let Some(name) = next.take()
        && epochs.len() < MAX_LIVES
    {
        let life = sql::find_life(tx, place, &name).await?.ok_or_else(none)?;
        next = life.base_epoch.clone();
        epochs.push(life);
    }
    epochs.reverse();
    let begins = epochs.last().ok_or_else(none)?;
    let base = begins.base_epoch.as_deref().ok_or_else(none)?;
    let held = hold(tx, place, base).await?.ok_or_else(none)?;
    let copy = sql::find_newest(tx, place, base, begins.base_seq).await?;
    let (snapshot_id, copy) = copy.ok_or_else(none)?;
    let left_behind = held.seq - begins.base_seq;
    let silent_days = sql::find_silent_days(tx, place).await?;
    Ok(Plan { epochs, snapshot_id, copy, silent_days, left_behind })
}
