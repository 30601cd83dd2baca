use tokio_postgres::Row;
use uuid::Uuid;

use super::model::{Alarm, BeatSeen, Watched, standing};
use crate::base::{At, Result};
use crate::hub::db::Tx;

/// Places, and alarms, one page shows.
const MAX_PLACES: i64 = 2_000;
const MAX_ALARMS: i64 = 200;

const MILLIS: &str = "extract(epoch FROM";

fn at(row: &Row, column: usize) -> Option<At> {
    row.get::<_, Option<i64>>(column).map(At::from_millis)
}

/// Places of one tenant, or of all: who was heard longest ago first. `now` is the database's.
pub async fn list_boxes(tx: &Tx, tenant: Option<Uuid>) -> Result<Vec<Watched>> {
    let sql = format!(
        "SELECT d.device_id, d.name, d.tenant_id, t.name,
             ({MILLIS} d.last_seen_at) * 1000)::bigint, d.program, d.head_seq,
             coalesce((SELECT e.held_seq FROM epoch e WHERE e.tenant_id = d.tenant_id
                 AND e.device_id = d.device_id ORDER BY e.registered_at DESC, e.held_seq DESC
                 LIMIT 1), 0),
             d.skew_ms, d.beat,
             (SELECT count(*) FROM machine m WHERE m.tenant_id = d.tenant_id
                 AND m.device_id = d.device_id),
             EXISTS (SELECT 1 FROM machine m WHERE m.tenant_id = d.tenant_id
                 AND m.device_id = d.device_id AND m.state = 'ACTIVE'),
             (SELECT count(*) FROM alarm a WHERE a.tenant_id = d.tenant_id
                 AND a.device_id = d.device_id AND a.cleared_at IS NULL),
             ({MILLIS} now()) * 1000)::bigint, ({MILLIS} d.beat_at) * 1000)::bigint
         FROM device d JOIN tenant t USING (tenant_id)
         WHERE $1::uuid IS NULL OR d.tenant_id = $1
         ORDER BY d.last_seen_at NULLS FIRST, d.tenant_id, d.name LIMIT $2"
    );
    let rows = tx.list(&sql, &[&tenant, &MAX_PLACES]).await?;
    Ok(rows.iter().map(place).collect())
}

fn place(row: &Row) -> Watched {
    // A beat is a box's own words; what cannot be read was not said.
    let beat: BeatSeen = serde_json::from_str(row.get(9)).unwrap_or_default();
    let (last_seen_at, held_seq): (Option<At>, i64) = (at(row, 4), row.get(7));
    let head_seq = row.get::<_, i64>(6).max(beat.head_seq).max(held_seq);
    let now = at(row, 13).unwrap_or(At::from_millis(0));
    Watched {
        device_id: row.get(0),
        name: row.get(1),
        tenant_id: row.get(2),
        tenant_name: row.get(3),
        standing: standing(row.get(10), row.get(11), last_seen_at, now),
        last_seen_at,
        program: row.get(5),
        head_seq,
        held_seq,
        lag: head_seq - held_seq,
        skew_ms: row.get(8),
        disk_free: beat.disk_free,
        clock_ok: beat.clock_ok,
        dead_letters: beat.dead_letters,
        open_alarms: row.get(12),
        told_at: at(row, 14),
        waiting_bytes: beat.waiting_bytes,
        open_orders: beat.open_orders,
        rings: beat.alarms.into_iter().map(|alarm| alarm.kind).collect(),
    }
}

/// Alarms of one tenant, or of all: those that ring first, the newest first.
pub async fn list_alarms(tx: &Tx, tenant: Option<Uuid>) -> Result<Vec<Alarm>> {
    let sql = format!(
        "SELECT a.alarm_id, a.device_id, d.name, t.name, a.kind, a.said,
             ({MILLIS} a.at) * 1000)::bigint, a.times, ({MILLIS} a.cleared_at) * 1000)::bigint
         FROM alarm a JOIN device d USING (tenant_id, device_id) JOIN tenant t USING (tenant_id)
         WHERE $1::uuid IS NULL OR a.tenant_id = $1
         ORDER BY a.cleared_at IS NOT NULL, a.at DESC LIMIT $2"
    );
    let alarm = |row: &Row| Alarm {
        id: row.get(0),
        device_id: row.get(1),
        device_name: row.get(2),
        tenant_name: row.get(3),
        kind: row.get(4),
        said: row.get(5),
        at: at(row, 6).unwrap_or(At::from_millis(0)),
        times: row.get(7),
        cleared_at: at(row, 8),
    };
    Ok(tx.list(&sql, &[&tenant, &MAX_ALARMS]).await?.iter().map(alarm).collect())
}

/// Somebody looked at it. Whether there is such an alarm; one that is over stays over.
pub async fn mark_cleared(tx: &Tx, tenant: Uuid, alarm: Uuid) -> Result<bool> {
    let sql = "UPDATE alarm SET cleared_at = coalesce(cleared_at, now())
               WHERE tenant_id = $1 AND alarm_id = $2";
    Ok(tx.run(sql, &[&tenant, &alarm]).await? > 0)
}
