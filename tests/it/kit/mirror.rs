use std::collections::BTreeMap;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::Value;
use tiffin::store::{Replay, copy_rows, mirror_in, shipments_after};
use tiffin::wire::Actor;

use super::Shop;

/// What does not travel as rows.
const OWN: &str = "'fact', 'follower', 'dead_letter', 'migration', 'shipment', 'mirror', 'epoch',
    'cloud', 'cloud_alarm', 'cloud_snapshot'";

/// A box that is mirrored, and a copy of its rows from the beginning.
pub struct Mirrored {
    copy: PathBuf,
    no: i64,
    _folder: tempfile::TempDir,
}

/// Every table's rows, in the order of its key.
pub fn rows_of(conn: &Connection) -> BTreeMap<String, Vec<Vec<Value>>> {
    let names = format!(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT IN ({OWN})"
    );
    let mut names = conn.prepare(&names).expect("tables");
    let names = names.query_map([], |row| row.get::<_, String>(0)).expect("tables");
    let rows = |name: &str| {
        let mut info =
            conn.prepare("SELECT name, type, pk FROM pragma_table_info(?1)").expect("columns");
        let column = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let columns: Vec<(String, String, i64)> =
            info.query_map([name], column).and_then(|columns| columns.collect()).expect("columns");
        let key = columns.iter().filter(|(.., key)| *key > 0).map(|(name, ..)| name.as_str());
        let mut key = key.collect::<Vec<_>>().join(", ");
        if key.is_empty() {
            key = columns.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>().join(", ");
        }
        for (column, kind, _) in &columns {
            let kept = ["INTEGER", "TEXT", "BLOB"].contains(&kind.as_str());
            assert!(kept, "{name}.{column} is {kind}, which is not mirrored");
        }
        let sql = format!("SELECT * FROM {name} ORDER BY {key}");
        let mut all = conn.prepare(&sql).expect("rows");
        let row = |row: &rusqlite::Row| (0..columns.len()).map(|n| row.get(n)).collect();
        all.query_map([], row).and_then(|rows| rows.collect()).expect("rows")
    };
    names.map(|name| name.expect("a name")).map(|name| (name.clone(), rows(&name))).collect()
}

impl Mirrored {
    /// From now on what each commit changes is written down.
    pub async fn begin(shop: &Shop) -> Mirrored {
        shop.app.store.write(&Actor::the_box(), mirror_in).await.expect("mirrored");
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy.db");
        let copied = copy_rows(&shop.app.data_dir.database(), &copy).expect("a copy");
        Mirrored { copy, no: copied.no, _folder: folder }
    }

    /// The copy, with the changes made again, is the box; answers how many there were.
    pub async fn agrees(self, shop: &Shop) -> usize {
        let after = self.no;
        let look = move |read: &tiffin::store::Read| {
            let shipments = shipments_after(read, after, usize::MAX >> 1, usize::MAX)?;
            Ok((shipments, rows_of(read.conn())))
        };
        let (shipments, rows) = shop.app.store.read(look).await.expect("both at once");
        let mut replay = Replay::open(&self.copy).expect("a copy");
        let now = shop.clock.now();
        replay.apply(&shipments, now).expect("made again");
        let again = rows_of(replay.conn());
        for (table, rows) in &rows {
            assert_eq!(Some(rows), again.get(table), "{table}");
        }
        assert_eq!(rows.len(), again.len());
        replay.finish(now).expect("whole");
        shipments.len()
    }
}
