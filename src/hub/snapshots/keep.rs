use uuid::Uuid;

use super::sql;
use crate::base::{Code, Error, Result, new_id};
use crate::hub::Hub;
use crate::hub::db::{self, Tx};
use crate::hub::fleet::Machine;
use crate::wire::sync::{Copy, CopyBegun, MAX_PIECES, PIECE, unhex};

/// What sealing adds to a piece.
const SEAL: usize = 28;

/// Begins a copy, or says how far it came: the same copy is the same, whenever it is sent.
///
/// Errors: `fenced`; `malformed_request`; `not_found` for a life that is none here.
pub async fn begin(hub: &Hub, machine: &Machine, copy: &Copy) -> Result<CopyBegun> {
    machine.require_active()?;
    let sha256 = unhex(&copy.sha256)?;
    let pieces = u64::try_from(copy.bytes).unwrap_or(0).div_ceil(PIECE as u64);
    if copy.pieces == 0 || copy.pieces > MAX_PIECES || u64::from(copy.pieces) != pieces {
        return Err(Code::MalformedRequest.into());
    }
    db::again(|| async {
        let tx = hub.db.as_tenant(machine.tenant).await?;
        if !sql::is_life(&tx, machine.place(), &copy.epoch).await? {
            return Err(Error::not_found("epoch"));
        }
        let fresh = new_id(hub.clock.now());
        let id = sql::insert_snapshot(&tx, machine.place(), fresh, (copy, &sha256)).await?;
        let have = sql::list_pieces(&tx, machine.place(), id).await?;
        tx.commit().await?;
        Ok(CopyBegun { hub: "tiffin".into(), snapshot_id: id, have })
    })
    .await
}

/// Keeps one piece; sent again it is kept once.
///
/// Errors: `fenced`; `not_found`; `body_too_large`.
pub async fn put(hub: &Hub, machine: &Machine, id: Uuid, n: u32, sealed: &[u8]) -> Result<()> {
    machine.require_active()?;
    if sealed.len() > PIECE + SEAL {
        return Err(Code::BodyTooLarge.into());
    }
    db::again(|| async {
        let tx = hub.db.as_tenant(machine.tenant).await?;
        let known = sql::find_snapshot(&tx, machine.place(), id).await?;
        match known {
            Some((copy, false)) if n < copy.pieces => {
                sql::insert_piece(&tx, machine.place(), (id, n), sealed).await?;
            }
            Some((_, true)) => {}
            _ => return Err(Error::not_found("snapshot")),
        }
        tx.commit().await
    })
    .await
}

/// The copy is whole. The one before it is kept too; what only older ones need is let go.
///
/// Errors: `fenced`; `not_found`; `gap` while pieces are missing.
pub async fn done(hub: &Hub, machine: &Machine, id: Uuid) -> Result<()> {
    machine.require_active()?;
    db::again(|| async {
        let tx = hub.db.as_tenant(machine.tenant).await?;
        let place = machine.place();
        let (copy, is_whole) = sql::find_snapshot(&tx, place, id)
            .await?
            .ok_or_else(|| Error::not_found("snapshot"))?;
        if sql::list_pieces(&tx, place, id).await?.len() != copy.pieces as usize {
            return Err(Code::Gap.into());
        }
        if !is_whole {
            sql::mark_whole(&tx, place, id).await?;
            sql::delete_old(&tx, place).await?;
        }
        tx.commit().await
    })
    .await
}

/// Whether a box whose rows were lost now could not be brought to what is held of this life: there
/// is no whole copy of it, or changes since are missing.
pub async fn needs_copy(tx: &Tx, place: (Uuid, Uuid), epoch: &str, held_no: i64) -> Result<bool> {
    let copy = sql::find_newest(tx, place, epoch, i64::MAX).await?;
    let Some((_, copy)) = copy else { return Ok(true) };
    let (no, _) = sql::find_reach(tx, place, (epoch, copy.no, copy.head_seq), i64::MAX).await?;
    Ok(no < held_no)
}
