use tokio_postgres::Row;
use uuid::Uuid;

use crate::base::{At, Error, Result, Word as _};
use crate::hub::db::Tx;
use crate::wire::sync::{Changes, Copy, Epoch, EpochReason, Sealed, hex};

type Place = (Uuid, Uuid);
type Params<'a> = &'a [&'a (dyn tokio_postgres::types::ToSql + Sync)];

const COPY: &str = "snapshot_id, epoch, no, head_seq, schema, bytes, sha256, pieces";

fn copy(row: &Row) -> (Uuid, Copy) {
    let copy = Copy {
        epoch: row.get(1),
        no: row.get(2),
        head_seq: row.get(3),
        schema: row.get(4),
        bytes: row.get(5),
        sha256: hex(&row.get::<_, Vec<u8>>(6)),
        pieces: u32::try_from(row.get::<_, i32>(7)).unwrap_or_default(),
    };
    (row.get(0), copy)
}

pub async fn is_life(tx: &Tx, (tenant, device): Place, epoch: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM epoch WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3";
    Ok(tx.one(sql, &[&tenant, &device, &epoch]).await?.is_some())
}

/// The copy's id; `fresh` when it was not known.
pub async fn insert_snapshot(
    tx: &Tx,
    (tenant, device): Place,
    fresh: Uuid,
    (copy, sha256): (&Copy, &[u8; 32]),
) -> Result<Uuid> {
    let sql = "INSERT INTO snapshot (tenant_id, device_id, snapshot_id, epoch, no, head_seq,
                   schema, bytes, sha256, pieces)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
               ON CONFLICT (tenant_id, device_id, epoch, sha256) DO UPDATE SET begun_at = now()
               RETURNING snapshot_id";
    let (sha256, pieces) = (sha256.as_slice(), i32::try_from(copy.pieces).unwrap_or(i32::MAX));
    let Copy { epoch, no, head_seq, schema, bytes, .. } = copy;
    let params: Params =
        &[&tenant, &device, &fresh, epoch, no, head_seq, schema, bytes, &sha256, &pieces];
    let row = tx.one(sql, params).await?;
    row.map(|row| row.get(0)).ok_or_else(|| Error::internal("no snapshot"))
}

/// A copy, and whether it is whole.
pub async fn find_snapshot(
    tx: &Tx,
    (tenant, device): Place,
    id: Uuid,
) -> Result<Option<(Copy, bool)>> {
    let sql = format!(
        "SELECT {COPY}, whole_at IS NOT NULL FROM snapshot
         WHERE tenant_id = $1 AND device_id = $2 AND snapshot_id = $3 FOR UPDATE"
    );
    let row = tx.one(&sql, &[&tenant, &device, &id]).await?;
    Ok(row.map(|row| (copy(&row).1, row.get(8))))
}

pub async fn list_pieces(tx: &Tx, (tenant, device): Place, id: Uuid) -> Result<Vec<u32>> {
    let sql = "SELECT n FROM snapshot_piece
               WHERE tenant_id = $1 AND device_id = $2 AND snapshot_id = $3 ORDER BY n";
    let rows = tx.list(sql, &[&tenant, &device, &id]).await?;
    Ok(rows.iter().filter_map(|row| u32::try_from(row.get::<_, i32>(0)).ok()).collect())
}

pub async fn insert_piece(
    tx: &Tx,
    (tenant, device): Place,
    (id, n): (Uuid, u32),
    sealed: &[u8],
) -> Result<()> {
    let sql = "INSERT INTO snapshot_piece (tenant_id, device_id, snapshot_id, n, sealed)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let n = i32::try_from(n).unwrap_or(i32::MAX);
    tx.run(sql, &[&tenant, &device, &id, &n, &sealed]).await.map(drop)
}

pub async fn find_piece(
    tx: &Tx,
    (tenant, device): Place,
    (id, n): (Uuid, u32),
) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT sealed FROM snapshot_piece
               WHERE tenant_id = $1 AND device_id = $2 AND snapshot_id = $3 AND n = $4";
    let n = i32::try_from(n).unwrap_or(i32::MAX);
    Ok(tx.one(sql, &[&tenant, &device, &id, &n]).await?.map(|row| row.get(0)))
}

pub async fn mark_whole(tx: &Tx, (tenant, device): Place, id: Uuid) -> Result<()> {
    let sql = "UPDATE snapshot SET whole_at = clock_timestamp()
               WHERE tenant_id = $1 AND device_id = $2 AND snapshot_id = $3";
    tx.run(sql, &[&tenant, &device, &id]).await.map(drop)
}

/// Keeps the last two whole copies; what is older, and the changes only that needs, goes.
pub async fn delete_old(tx: &Tx, (tenant, device): Place) -> Result<()> {
    let older = "SELECT epoch, no, begun_at FROM snapshot
                 WHERE tenant_id = $1 AND device_id = $2 AND whole_at IS NOT NULL
                 ORDER BY whole_at DESC, snapshot_id DESC OFFSET 1 LIMIT 1";
    let Some(row) = tx.one(older, &[&tenant, &device]).await? else { return Ok(()) };
    let (epoch, no): (String, i64) = (row.get(0), row.get(1));
    let copies = "DELETE FROM snapshot WHERE tenant_id = $1 AND device_id = $2
                  AND snapshot_id NOT IN (SELECT snapshot_id FROM snapshot
                      WHERE tenant_id = $1 AND device_id = $2 AND whole_at IS NOT NULL
                      ORDER BY whole_at DESC, snapshot_id DESC LIMIT 2)
                  AND (whole_at IS NOT NULL OR begun_at < now() - interval '7 days')";
    tx.run(copies, &[&tenant, &device]).await?;
    let changes = "DELETE FROM change c USING epoch e, epoch kept
                   WHERE c.tenant_id = $1 AND c.device_id = $2
                   AND (e.tenant_id, e.device_id, e.epoch) = (c.tenant_id, c.device_id, c.epoch)
                   AND (kept.tenant_id, kept.device_id, kept.epoch) = ($1, $2, $3)
                   AND (e.registered_at < kept.registered_at
                       OR e.epoch = kept.epoch AND c.last_no <= $4)";
    tx.run(changes, &[&tenant, &device, &epoch, &no]).await.map(drop)
}

/// When the newest whole copy of each place came, and its bytes.
pub async fn list_last(tx: &Tx, tenant: Uuid) -> Result<Vec<(Uuid, At, i64)>> {
    let sql = "SELECT DISTINCT ON (device_id) device_id,
                   (extract(epoch FROM whole_at) * 1000)::bigint, bytes
               FROM snapshot WHERE tenant_id = $1 AND whole_at IS NOT NULL
               ORDER BY device_id, whole_at DESC";
    let last = |row: &Row| (row.get(0), At::from_millis(row.get(1)), row.get(2));
    Ok(tx.list(sql, &[&tenant]).await?.iter().map(last).collect())
}

/// The newest whole copy of a life that is not beyond fact number `most`.
pub async fn find_newest(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    most: i64,
) -> Result<Option<(Uuid, Copy)>> {
    let sql = format!(
        "SELECT {COPY} FROM snapshot
         WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND whole_at IS NOT NULL
            AND head_seq <= $4
         ORDER BY no DESC, whole_at DESC LIMIT 1"
    );
    let row = tx.one(&sql, &[&tenant, &device, &epoch, &most]).await?;
    Ok(row.as_ref().map(copy))
}

/// How far changes follow on a copy without one missing: the last change, and the last fact of
/// which the rows are here, no further than `most`.
pub async fn find_reach(
    tx: &Tx,
    (tenant, device): Place,
    (epoch, no, head_seq): (&str, i64, i64),
    most: i64,
) -> Result<(i64, i64)> {
    let sql = "SELECT first_no, last_no, head_seq FROM change
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND last_no > $4
               ORDER BY last_no";
    let (mut no, mut seq) = (no, head_seq);
    for row in tx.list(sql, &[&tenant, &device, &epoch, &no]).await? {
        let (first, last, head): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        if first > no + 1 || seq >= most && head > most {
            break;
        }
        (no, seq) = (last, seq.max(head.min(most)));
    }
    Ok((no, seq))
}

/// The newest form changes of a life are in.
pub async fn find_schema(tx: &Tx, (tenant, device): Place, epoch: &str) -> Result<i64> {
    let sql = "SELECT coalesce(max(schema), 0) FROM change
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3";
    Ok(tx.one(sql, &[&tenant, &device, &epoch]).await?.map_or(0, |row| row.get(0)))
}

/// The life that goes on: no other went on from it, and it was told of last.
pub async fn find_present_life(tx: &Tx, (tenant, device): Place) -> Result<Option<String>> {
    let sql = "SELECT epoch FROM epoch e WHERE tenant_id = $1 AND device_id = $2
               AND NOT EXISTS (SELECT 1 FROM epoch n WHERE n.tenant_id = e.tenant_id
                   AND n.device_id = e.device_id AND n.base_epoch = e.epoch)
               ORDER BY registered_at DESC, epoch LIMIT 1";
    Ok(tx.one(sql, &[&tenant, &device]).await?.map(|row| row.get(0)))
}

pub async fn find_base(tx: &Tx, place: Place, epoch: &str) -> Result<Option<String>> {
    Ok(find_life(tx, place, epoch).await?.and_then(|life| life.base_epoch))
}

pub async fn find_life(tx: &Tx, (tenant, device): Place, epoch: &str) -> Result<Option<Epoch>> {
    let sql = "SELECT epoch, base_epoch, base_seq, base_hash, reason FROM epoch
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3";
    let Some(row) = tx.one(sql, &[&tenant, &device, &epoch]).await? else { return Ok(None) };
    let reason = EpochReason::parse(row.get(4)).map_err(|_| Error::internal("a reason"))?;
    Ok(Some(Epoch {
        epoch: row.get(0),
        base_epoch: row.get(1),
        base_seq: row.get(2),
        base_hash: hex(&row.get::<_, Vec<u8>>(3)),
        reason,
    }))
}

/// What a life has beyond `seq` counts no more.
pub async fn mark_cut(tx: &Tx, (tenant, device): Place, epoch: &str, seq: i64) -> Result<()> {
    let sql = "UPDATE epoch SET cut_seq = least($4, coalesce(cut_seq, $4))
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND held_seq > $4";
    tx.run(sql, &[&tenant, &device, &epoch, &seq]).await.map(drop)
}

/// Whole days since the place's box was heard.
pub async fn find_silent_days(tx: &Tx, (tenant, device): Place) -> Result<i64> {
    let sql = "SELECT greatest(0, floor(extract(epoch FROM now() - coalesce(last_seen_at,
                   created_at)) / 86400))::bigint
               FROM device WHERE tenant_id = $1 AND device_id = $2";
    Ok(tx.one(sql, &[&tenant, &device]).await?.map_or(0, |row| row.get(0)))
}

/// Changes of a life after `after`, in order, while they are no more than `bytes`; one at least.
pub async fn list_changes(
    tx: &Tx,
    (tenant, device): Place,
    (epoch, after): (&str, i64),
    bytes: i64,
) -> Result<Vec<(Changes, Vec<u8>)>> {
    let sql = "SELECT first_no, last_no, schema, head_seq, sealed FROM (
                   SELECT *, sum(length(sealed)) OVER (ORDER BY last_no) - length(sealed) AS size
                   FROM (SELECT * FROM change WHERE tenant_id = $1 AND device_id = $2
                       AND epoch = $3 AND last_no > $4 ORDER BY last_no LIMIT 2000) c) c
               WHERE size = 0 OR size + length(sealed) <= $5 ORDER BY last_no";
    let rows = tx.list(sql, &[&tenant, &device, &epoch, &after, &bytes]).await?;
    let change = |row: &Row| {
        let (first_no, last_no) = (row.get(0), row.get(1));
        let changes = Changes { first_no, last_no, schema: row.get(2), head_seq: row.get(3) };
        (changes, row.get(4))
    };
    Ok(rows.iter().map(change).collect())
}

/// Facts of a life after `after` up to `last`, as they were written.
pub async fn list_facts(
    tx: &Tx,
    (tenant, device): Place,
    epoch: &str,
    (after, last): (i64, i64),
    limit: i64,
) -> Result<Vec<Sealed>> {
    let sql = "SELECT seq, at, kind, actor, body, hash FROM fact
               WHERE tenant_id = $1 AND device_id = $2 AND epoch = $3 AND seq > $4 AND seq <= $5
               ORDER BY seq LIMIT $6";
    let rows = tx.list(sql, &[&tenant, &device, &epoch, &after, &last, &limit]).await?;
    rows.iter().map(sealed).collect()
}

pub(super) fn sealed(row: &Row) -> Result<Sealed> {
    let hash: Vec<u8> = row.get(5);
    Ok(Sealed {
        seq: row.get(0),
        at: crate::base::At::from_millis(row.get(1)),
        kind: row.get(2),
        actor: row.get(3),
        body: row.get(4),
        hash: hash.try_into().map_err(|_| Error::internal("a hash has another length"))?,
    })
}

/// The last late fact of a box in a life: its number and hash.
pub async fn find_last_late(
    tx: &Tx,
    (tenant, device): Place,
    (key_id, epoch): (&str, &str),
) -> Result<Option<(i64, [u8; 32])>> {
    let sql = "SELECT seq, hash FROM late_fact
               WHERE tenant_id = $1 AND device_id = $2 AND key_id = $3 AND epoch = $4
               ORDER BY seq DESC LIMIT 1";
    let row = tx.one(sql, &[&tenant, &device, &key_id, &epoch]).await?;
    let broken = |_| Error::internal("a hash has another length");
    row.map(|row| Ok((row.get(0), row.get::<_, Vec<u8>>(1).try_into().map_err(broken)?)))
        .transpose()
}

pub async fn insert_late(
    tx: &Tx,
    (tenant, device): Place,
    (key_id, epoch): (&str, &str),
    facts: &[Sealed],
) -> Result<()> {
    let seqs: Vec<_> = facts.iter().map(|fact| fact.seq).collect();
    let ats: Vec<_> = facts.iter().map(|fact| fact.at.millis()).collect();
    let kinds: Vec<_> = facts.iter().map(|fact| fact.kind.as_str()).collect();
    let actors: Vec<_> = facts.iter().map(|fact| fact.actor.as_str()).collect();
    let bodies: Vec<_> = facts.iter().map(|fact| fact.body.as_str()).collect();
    let hashes: Vec<_> = facts.iter().map(|fact| fact.hash.as_slice()).collect();
    let sql = "INSERT INTO late_fact (tenant_id, device_id, key_id, epoch, seq, at, kind, actor,
                   body, hash)
               SELECT $1, $2, $3, $4, f.* FROM unnest($5::bigint[], $6::bigint[], $7::text[],
                   $8::text[], $9::text[], $10::bytea[]) AS f
               ON CONFLICT DO NOTHING";
    let params: Params =
        &[&tenant, &device, &key_id, &epoch, &seqs, &ats, &kinds, &actors, &bodies, &hashes];
    tx.run(sql, params).await.map(drop)
}

/// What boxes whose place was taken sent late, oldest first.
pub async fn list_late(tx: &Tx, (tenant, device): Place, limit: i64) -> Result<Vec<Sealed>> {
    let sql = "SELECT seq, at, kind, actor, body, hash FROM late_fact
               WHERE tenant_id = $1 AND device_id = $2 ORDER BY received_at, seq LIMIT $3";
    let rows = tx.list(sql, &[&tenant, &device, &limit]).await?;
    rows.iter().map(sealed).collect()
}
