use super::alarm::Alarm;
use super::{epoch, sql};
use crate::app::App;
use crate::base::Result;
use crate::ledger;
use crate::ordering;
use crate::store::{Read, waiting_bytes};
use crate::wire::sync::{Beat, BeatAlarm};

/// As many are counted; who has more needs no exact number.
const MOST: usize = 500;
/// Alarms one beat names, and characters of each.
const MAX_ALARMS: usize = 20;
const MAX_SAID: usize = 120;

/// How the box is.
pub async fn beat(app: &App) -> Result<Beat> {
    let now = app.clock.now();
    let disk = rustix::fs::statvfs(app.data_dir.root());
    let disk_free = disk.map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)).ok();
    let look = move |read: &Read| {
        let head_seq = ledger::head(read.conn())?;
        let newest = ledger::fact_at(read.conn(), head_seq)?.map(|fact| fact.at);
        Ok(Beat {
            version: concat!("tiffin ", env!("CARGO_PKG_VERSION")).into(),
            schema: sql::schema(read)?,
            epoch: epoch::current(read)?.map(|epoch| epoch.epoch).unwrap_or_default(),
            head_seq,
            held_seq: sql::find_cloud(read)?.map_or(0, |cloud| cloud.held_seq),
            waiting_bytes: waiting_bytes(read)?,
            disk_free,
            // A machine that woke up in the past stands before what it wrote last.
            clock_ok: newest.is_none_or(|newest| newest <= now),
            dead_letters: count(ledger::dead_letters(read.conn(), MOST)?),
            open_orders: count(ordering::open_orders(read, MOST)?),
            alarms: sql::list_alarms(read)?.into_iter().take(MAX_ALARMS).map(alarm).collect(),
        })
    };
    app.store.read(look).await
}

fn alarm(Alarm { kind, said, at, .. }: Alarm) -> BeatAlarm {
    let text = said.chars().take(MAX_SAID).collect();
    BeatAlarm { kind: kind.to_string(), text, at }
}

fn count<T>(of: Vec<T>) -> i64 {
    i64::try_from(of.len()).unwrap_or(i64::MAX)
}
