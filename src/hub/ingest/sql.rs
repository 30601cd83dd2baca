use uuid::Uuid;

use super::model::Held;
use crate::base::{Error, Result, Word as _};
use crate::hub::db::Tx;
use crate::wire::sync::{Changes, Epoch, Sealed};

type Place = (Uuid, Uuid);

fn hash(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::internal("a hash has another length"))
}

/// What is held of an epoch, locked: facts are added to it by one at a time.
pub async fn hold(tx: &Tx, (tenant, device): Place, epoch: &str) -> Result<Option<Held>> {
    let sql = "SELECT base_seq, base_hash, held_seq, held_hash, held_no, cut_seq FROM epoch
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 FOR UPDATE";
    let Some(row) = tx.one(sql, &[&tenant, &device, &epoch]).await? else { return Ok(None) };
    Ok(Some(Held {
        epoch: epoch.to_owned(),
        base_seq: row.get(0),
        base_hash: hash(row.get(1))?,
        seq: row.get(2),
        hash: hash(row.get(3))?,
        no: row.get(4),
        cut: row.get(5),
    }))
}

pub async fn insert_epoch(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &Epoch,
    base_hash: &[u8; 32],
) -> Result<()> {
    let sql = "INSERT INTO epoch (tenant_id, device_id, epoch, base_epoch, base_seq, base_hash,
                   reason, held_seq, held_hash)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $5, $6)
               ON CONFLICT DO NOTHING";
    let reason = epoch.reason.as_str();
    let base = base_hash.as_slice();
    let Epoch { epoch, base_epoch, base_seq, .. } = epoch;
    tx.run(sql, &[&tenant, &device, epoch, base_epoch, base_seq, &base, &reason]).await.map(drop)
}

/// From `base` on, another life goes on: what is held beyond counts no more, nor do lives that went
/// on from there.
pub async fn cut(tx: &Tx, (tenant, device): Place, base: (&str, i64), but: &str) -> Result<()> {
    let sql = "WITH RECURSIVE gone (epoch, at) AS (
                   SELECT epoch, $4::bigint FROM epoch
                   WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3
                   UNION
                   SELECT e.epoch, e.base_seq FROM epoch e
                   JOIN gone g ON e.base_epoch = g.epoch AND e.base_seq >= g.at
                   WHERE e.tenant_id = $1 AND e.device_id = $2 AND e.epoch <> $5)
               UPDATE epoch e SET cut_seq = least(coalesce(e.cut_seq, g.at), g.at) FROM gone g
               WHERE e.tenant_id = $1 AND e.device_id = $2 AND e.epoch = g.epoch";
    tx.run(sql, &[&tenant, &device, &base.0, &base.1, &but]).await.map(drop)
}

/// The hash of a fact that is held.
pub async fn find_hash(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    seq: i64,
) -> Result<Option<[u8; 32]>> {
    let sql = "SELECT hash FROM fact
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND seq = $4";
    let row = tx.one(sql, &[&tenant, &device, &epoch, &seq]).await?;
    row.map(|row| hash(row.get(0))).transpose()
}

/// Keeps facts that follow on what is held.
pub async fn insert_facts(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    facts: &[Sealed],
) -> Result<()> {
    let seqs: Vec<_> = facts.iter().map(|fact| fact.seq).collect();
    let ats: Vec<_> = facts.iter().map(|fact| fact.at.millis()).collect();
    let kinds: Vec<_> = facts.iter().map(|fact| fact.kind.as_str()).collect();
    let actors: Vec<_> = facts.iter().map(|fact| fact.actor.as_str()).collect();
    let bodies: Vec<_> = facts.iter().map(|fact| fact.body.as_str()).collect();
    let hashes: Vec<_> = facts.iter().map(|fact| fact.hash.as_slice()).collect();
    let sql =
        "INSERT INTO fact (tenant_id, device_id, epoch, seq, month, at, kind, actor, body, hash)
               SELECT $1, $2, $3, f.seq, date_trunc('month', now() AT TIME ZONE 'UTC')::date,
                   f.at, f.kind, f.actor, f.body, f.hash
               FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[],
                   $9::bytea[]) AS f (seq, at, kind, actor, body, hash)";
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 9] =
        [&tenant, &device, &epoch, &seqs, &ats, &kinds, &actors, &bodies, &hashes];
    tx.run(sql, &params).await.map(drop)
}

/// Keeps changes of rows, which only the place's own box can read.
pub async fn insert_change(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    changes: &Changes,
    sealed: &[u8],
) -> Result<()> {
    let sql = "INSERT INTO change (tenant_id, device_id, epoch, first_no, last_no, schema,
                   head_seq, sealed)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Changes { first_no, last_no, schema, head_seq } = changes;
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 8] =
        [&tenant, &device, &epoch, first_no, last_no, schema, head_seq, &sealed];
    tx.run(sql, &params).await.map(drop)
}

pub async fn mark_held(tx: &Tx, (tenant, device): Place, held: &Held) -> Result<()> {
    let sql = "UPDATE epoch SET held_seq = $4, held_hash = $5, held_no = $6
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3";
    let hash = held.hash.as_slice();
    tx.run(sql, &[&tenant, &device, &held.epoch, &held.seq, &hash, &held.no]).await.map(drop)
}

/// Lays aside what contradicts the log, for a person to look at.
pub async fn insert_quarantine(
    tx: &Tx,
    (tenant, device): Place,
    id: Uuid,
    epoch: &str,
    (why, raw): (&str, &[u8]),
) -> Result<()> {
    let sql = "INSERT INTO quarantine (tenant_id, id, device_id, epoch, why, raw)
               VALUES ($1, $2, $3, $4, $5, $6)";
    tx.run(sql, &[&tenant, &id, &device, &epoch, &why, &raw]).await.map(drop)
}
