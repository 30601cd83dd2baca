use rusqlite::{Connection, params};

use super::{Read, Tx};
use crate::base::Result;

/// The largest change of one commit that is kept, and most of all that wait.
const MAX_SHIPMENT: usize = 4 << 20;
const MAX_WAITING: i64 = 512 << 20;

/// Tables that are not mirrored: the book, which travels by itself, and what is only about the way
/// it travels.
pub(super) const OWN: &[&str] = &[
    "fact",
    "follower",
    "dead_letter",
    "migration",
    "shipment",
    "mirror",
    "epoch",
    "cloud",
    "cloud_alarm",
    "cloud_snapshot",
];

/// What one commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// 1, 2, 3 … None is missing but where changes were let go.
    pub no: i64,
    pub head_seq: i64,
    pub schema: i64,
    /// JSON: `[[table, "I", row], [table, "D", key], …]`.
    pub rows: String,
}

/// A table as it is mirrored.
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

pub(super) struct Column {
    pub name: String,
    pub is_blob: bool,
    /// Its place in the primary key, from 1; 0 for none.
    pub in_key: i64,
}

/// All tables that are mirrored.
pub(super) fn tables(conn: &Connection) -> Result<Vec<Table>> {
    let mut names = conn.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )?;
    let names = names.query_map([], |row| row.get::<_, String>(0))?;
    let mut tables = Vec::new();
    for name in names {
        let name = name?;
        if !OWN.contains(&name.as_str()) {
            tables.push(Table { columns: columns(conn, &name)?, name });
        }
    }
    Ok(tables)
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<Column>> {
    let mut info = conn.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let column = |row: &rusqlite::Row| {
        let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(Column { name, is_blob: kind == "BLOB", in_key: row.get(2)? })
    };
    let columns = info.query_map([table], column)?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

impl Column {
    /// As it stands in JSON. What was JSON before is text here, whatever made it.
    fn expression(&self, of: &str) -> String {
        let name = format!("{of}.\"{}\"", self.name);
        match self.is_blob {
            true => format!("CASE WHEN {name} IS NULL THEN NULL ELSE hex({name}) END"),
            false => format!("CASE typeof({name}) WHEN 'text' THEN {name} || '' ELSE {name} END"),
        }
    }
}

impl Table {
    /// What a row is named by: the columns of the primary key, in its order, or all where there is
    /// none. SQLite's own row numbers do not outlive a copy.
    pub fn key(&self) -> Vec<&Column> {
        let mut key: Vec<_> = self.columns.iter().filter(|column| column.in_key > 0).collect();
        key.sort_by_key(|column| column.in_key);
        if key.is_empty() { self.columns.iter().collect() } else { key }
    }

    pub fn has_key(&self) -> bool {
        self.columns.iter().any(|column| column.in_key > 0)
    }

    fn triggers(&self) -> String {
        let name = &self.name;
        let list = |columns: &[&Column], of: &str| {
            let columns: Vec<_> = columns.iter().map(|column| column.expression(of)).collect();
            format!("json_array({})", columns.join(", "))
        };
        let (all, key) = (self.columns.iter().collect::<Vec<_>>(), self.key());
        let (row, gone) = (list(&all, "new"), list(&key, "old"));
        let moved: Vec<_> =
            key.iter().map(|c| format!("old.\"{0}\" IS NOT new.\"{0}\"", c.name)).collect();
        let moved = if self.has_key() { moved.join(" OR ") } else { "true".into() };
        format!(
            "CREATE TEMP TRIGGER mirror_i_{name} AFTER INSERT ON main.{name} BEGIN
                INSERT INTO changed (tbl, op, row) VALUES ('{name}', 'I', {row}); END;
             CREATE TEMP TRIGGER mirror_u_{name} AFTER UPDATE ON main.{name} BEGIN
                INSERT INTO changed (tbl, op, row) SELECT '{name}', 'D', {gone} WHERE {moved};
                INSERT INTO changed (tbl, op, row) VALUES ('{name}', 'I', {row}); END;
             CREATE TEMP TRIGGER mirror_d_{name} AFTER DELETE ON main.{name} BEGIN
                INSERT INTO changed (tbl, op, row) VALUES ('{name}', 'D', {gone}); END;"
        )
    }
}

/// Begins to note what commits change, on the writer's connection.
fn watch(conn: &Connection) -> Result<()> {
    if is_watched(conn)? {
        return Ok(());
    }
    let mut sql = "CREATE TEMP TABLE changed (n INTEGER PRIMARY KEY, tbl TEXT NOT NULL,
        op TEXT NOT NULL, row TEXT NOT NULL);"
        .to_owned();
    for table in tables(conn)? {
        sql.push_str(&table.triggers());
    }
    Ok(conn.execute_batch(&sql)?)
}

fn is_watched(conn: &Connection) -> Result<bool> {
    let sql = "SELECT 1 FROM temp.sqlite_schema WHERE name = 'changed'";
    Ok(conn.prepare_cached(sql)?.exists([])?)
}

/// Goes on where the last run stopped: on a connection that was just opened.
pub(super) fn resume(conn: &Connection) -> Result<()> {
    match conn.prepare("SELECT 1 FROM mirror")?.exists([])? {
        true => watch(conn),
        false => Ok(()),
    }
}

/// Writes down what the transaction that is open changed, before it is committed; `head` is its
/// last fact. A commit that recorded facts has its row, so that rows and facts meet.
pub(super) fn ship(conn: &Connection, head: Option<i64>) -> Result<()> {
    if !is_watched(conn)? {
        return Ok(());
    }
    let rows = changed(conn)?;
    if rows.as_deref() == Some("[]") && head.is_none() {
        return Ok(());
    }
    conn.prepare_cached("DELETE FROM temp.changed")?.execute([])?;
    let bytes = rows.as_ref().map_or(0, String::len) as i64;
    conn.prepare_cached(
        "INSERT INTO shipment (head_seq, schema, rows)
         SELECT coalesce(?1, (SELECT max(seq) FROM fact), 0), (SELECT max(version) FROM migration),
            ?2",
    )?
    .execute(params![head, rows.as_deref().unwrap_or_default()])?;
    let no = conn.last_insert_rowid();
    let waiting: i64 = conn
        .prepare_cached(
            "UPDATE mirror SET waiting_bytes = waiting_bytes + ?1 RETURNING waiting_bytes",
        )?
        .query_row([bytes], |row| row.get(0))?;
    if rows.is_none() || waiting > MAX_WAITING {
        tracing::warn!(no, "changes of rows were let go: a whole copy is needed");
        break_off(conn, no)?;
    }
    Ok(())
}

/// None when it is more than is kept.
fn changed(conn: &Connection) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT tbl, op, row FROM temp.changed ORDER BY n")?;
    let mut found = statement.query([])?;
    let mut text = "[".to_owned();
    while let Some(row) = found.next()? {
        let (table, op, row): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let comma = if text.len() > 1 { "," } else { "" };
        text.push_str(&format!("{comma}[\"{table}\",\"{op}\",{row}]"));
        if text.len() > MAX_SHIPMENT {
            return Ok(None);
        }
    }
    text.push(']');
    Ok(Some(text))
}

/// Lets everything go that waits, up to `no`.
fn break_off(conn: &Connection, no: i64) -> Result<()> {
    conn.execute("DELETE FROM shipment", [])?;
    conn.execute("UPDATE mirror SET waiting_bytes = 0, broken_no = ?1", [no])?;
    Ok(())
}

/// From this commit on it is written down what each changes.
pub fn mirror_in(tx: &Tx) -> Result<()> {
    tx.run("INSERT INTO mirror (one) VALUES (1) ON CONFLICT DO NOTHING", [])?;
    watch(tx.conn())
}

/// Lets go of what waits: the book has another life, of which a whole copy is needed first.
pub fn drop_shipments_in(tx: &Tx) -> Result<()> {
    let last = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'shipment'), 0)";
    let last: Option<i64> = tx.one(last, [], |row| row.get(0))?;
    break_off(tx.conn(), last.unwrap_or_default())
}

/// A copy taken at this change or after is of use; None while nothing is mirrored.
pub fn whole_from(read: &Read) -> Result<Option<i64>> {
    read.one("SELECT broken_no FROM mirror", [], |row| row.get(0))
}

/// Changes after number `after`, in order: at most `most`, and no more than `bytes` of text, but
/// at least one where there is one.
pub fn shipments_after(
    read: &Read,
    after: i64,
    most: usize,
    bytes: usize,
) -> Result<Vec<Shipment>> {
    let mut statement = read.conn().prepare_cached(
        "SELECT no, head_seq, schema, rows FROM shipment WHERE no > ?1 ORDER BY no LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, most as i64])?;
    let (mut shipments, mut size) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let rows: String = row.get(3)?;
        size += rows.len();
        if size > bytes && !shipments.is_empty() {
            break;
        }
        let (no, head_seq, schema) = (row.get(0)?, row.get(1)?, row.get(2)?);
        shipments.push(Shipment { no, head_seq, schema, rows });
    }
    Ok(shipments)
}

/// Deletes changes up to `no`, which the far end holds: the oldest 500 at most.
pub fn forget_shipments(tx: &Tx, no: i64) -> Result<()> {
    const SOME: &str = "SELECT no FROM shipment WHERE no <= ?1 ORDER BY no LIMIT 500";
    let size = format!("SELECT coalesce(sum(length(rows)), 0) FROM shipment WHERE no IN ({SOME})");
    let size: i64 = tx.one(&size, [no], |row| row.get(0)).map(Option::unwrap_or_default)?;
    tx.run(&format!("DELETE FROM shipment WHERE no IN ({SOME})"), [no])?;
    tx.run("UPDATE mirror SET waiting_bytes = max(0, waiting_bytes - ?1)", [size])?;
    Ok(())
}

/// Bytes of changes that wait.
pub fn waiting_bytes(read: &Read) -> Result<i64> {
    let waiting = read.one("SELECT waiting_bytes FROM mirror", [], |row| row.get(0))?;
    Ok(waiting.unwrap_or_default())
}
