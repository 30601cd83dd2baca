use axum::extract::{DefaultBodyLimit, Path, State};
use axum::routing::post;
use axum::{Json, Router};
use uuid::Uuid;

use super::{keep, sql};
use crate::base::{Error, Result};
use crate::hub::Hub;
use crate::hub::fleet::Signed;
use crate::wire::sync::{
    Batch, BatchHead, ChangesWanted, CopyBegun, CopyDone, FactsWanted, MAX_FACTS, MAX_RAW, PIECE,
    PieceWanted, hex,
};

/// Bytes of changes in one answer, and lives one book may have.
const PAGE: i64 = 4 << 20;
const MAX_LIVES: usize = 1_000;

pub fn routes() -> Router<Hub> {
    let piece = post(put).layer(DefaultBodyLimit::max(PIECE + 4_096));
    Router::new()
        .route("/v1/snapshots", post(begin))
        .route("/v1/snapshots/{id}/{n}", piece)
        .route("/v1/snapshots/{id}/done", post(done))
        .route("/v1/restore/piece", post(give_piece))
        .route("/v1/restore/changes", post(give_changes))
        .route("/v1/restore/facts", post(give_facts))
}

async fn begin(State(hub): State<Hub>, asked: Signed) -> Result<Json<CopyBegun>> {
    keep::begin(&hub, &asked.machine, &asked.json()?).await.map(Json)
}

async fn put(
    State(hub): State<Hub>,
    Path((id, n)): Path<(Uuid, u32)>,
    asked: Signed,
) -> Result<Json<CopyDone>> {
    keep::put(&hub, &asked.machine, id, n, &asked.body).await?;
    Ok(Json(CopyDone { hub: "tiffin".into() }))
}

async fn done(
    State(hub): State<Hub>,
    Path(id): Path<Uuid>,
    asked: Signed,
) -> Result<Json<CopyDone>> {
    keep::done(&hub, &asked.machine, id).await?;
    Ok(Json(CopyDone { hub: "tiffin".into() }))
}

async fn give_piece(State(hub): State<Hub>, asked: Signed) -> Result<Vec<u8>> {
    asked.machine.require_active()?;
    let PieceWanted { snapshot_id, n } = asked.json()?;
    let tx = hub.db.as_tenant(asked.machine.tenant).await?;
    let piece = sql::find_piece(&tx, asked.machine.place(), (snapshot_id, n)).await?;
    tx.commit().await?;
    piece.ok_or_else(|| Error::not_found("piece"))
}

async fn give_changes(State(hub): State<Hub>, asked: Signed) -> Result<Vec<u8>> {
    asked.machine.require_active()?;
    let ChangesWanted { epoch, after } = asked.json()?;
    let tx = hub.db.as_tenant(asked.machine.tenant).await?;
    let page = sql::list_changes(&tx, asked.machine.place(), (&epoch, after), PAGE).await?;
    tx.commit().await?;
    let mut bytes = Vec::new();
    for (changes, sealed) in page {
        let (epoch, last_hash) = (epoch.clone(), String::new());
        let head = BatchHead { epoch, first: 0, last: 0, last_hash, changes: Some(changes) };
        let batch = Batch { head, facts: Vec::new(), sealed }.encode()?;
        bytes.extend(u32::try_from(batch.len()).map_err(Error::internal)?.to_be_bytes());
        bytes.extend(batch);
    }
    Ok(bytes)
}

/// Facts that come before the asker's own life, in the lives it goes on from.
async fn give_facts(State(hub): State<Hub>, asked: Signed) -> Result<Vec<u8>> {
    asked.machine.require_active()?;
    let FactsWanted { after } = asked.json()?;
    let place = asked.machine.place();
    let tx = hub.db.as_tenant(asked.machine.tenant).await?;
    let life = sql::find_life(&tx, place, &asked.machine.epoch).await?;
    let mut life = life.ok_or_else(|| Error::not_found("epoch"))?;
    let mut last = life.base_seq;
    for _ in 0..MAX_LIVES {
        let Some(base) = &life.base_epoch else { break };
        let base = sql::find_life(&tx, place, base).await?;
        life = base.ok_or_else(|| Error::not_found("epoch"))?;
        if life.base_seq <= after {
            break;
        }
        last = life.base_seq;
    }
    let most = MAX_FACTS as i64;
    let mut facts = sql::list_facts(&tx, place, &life.epoch, (after, last), most).await?;
    tx.commit().await?;
    let mut size = 0;
    let fit = facts.iter().take_while(|fact| {
        size += fact.size();
        size <= MAX_RAW
    });
    let fit = fit.count().max(1);
    facts.truncate(fit);
    let ends = facts.first().zip(facts.last());
    let head = BatchHead {
        epoch: life.epoch,
        first: ends.map_or(0, |(first, _)| first.seq),
        last: ends.map_or(0, |(_, last)| last.seq),
        last_hash: ends.map(|(_, last)| hex(&last.hash)).unwrap_or_default(),
        changes: None,
    };
    Batch { head, facts, sealed: Vec::new() }.encode()
}
