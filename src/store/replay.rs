use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use serde_json::Value as Json;

use super::migrate::{embedded, migrate};
use super::mirror::{OWN, Shipment, Table, tables};
use crate::base::{At, Code, Error, Result};

/// What a copy stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The last change that is in it.
    pub no: i64,
    pub head_seq: i64,
    pub schema: i64,
}

/// Copies the database at `from` as it stands into `to`, without the book and without what is only
/// about the way it travels. Works beside a running box.
pub fn copy_rows(from: &Path, to: &Path) -> Result<Copied> {
    let _ = fs::remove_file(to);
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    let copy = Connection::open(to)?;
    copy.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;")?;
    let number = |sql: &str| -> Result<i64> { Ok(copy.query_row(sql, [], |row| row.get(0))?) };
    let copied = Copied {
        no: number(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'shipment'), 0)",
        )?,
        head_seq: number("SELECT coalesce(max(seq), 0) FROM fact")?,
        schema: number("SELECT max(version) FROM migration")?,
    };
    for table in OWN.iter().filter(|table| !matches!(**table, "migration" | "follower")) {
        let known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        if copy.prepare(known)?.exists([table])? {
            copy.execute(&format!("DELETE FROM {table}"), [])?;
        }
    }
    copy.execute_batch("VACUUM")?;
    Ok(copied)
}

/// A copy that is brought forward, change by change, by what a box noted of its commits.
pub struct Replay {
    conn: Connection,
    tables: HashMap<String, Writes>,
    schema: i64,
    /// Rules of the tables: they were kept when the changes were made, and are in the way of
    /// making them again.
    triggers: Vec<String>,
}

/// How a table's rows are put and taken.
struct Writes {
    put: String,
    blobs: Vec<bool>,
    take: String,
    key_blobs: Vec<bool>,
}

impl Replay {
    /// Error: `newer_database`.
    pub fn open(path: &Path) -> Result<Replay> {
        let conn = Connection::open(path)?;
        conn.set_prepared_statement_cache_capacity(256);
        // Half of it is worth nothing: it is begun anew from the copy.
        conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        let schema = conn.query_row("SELECT max(version) FROM migration", [], |row| row.get(0))?;
        let tables = HashMap::new();
        let mut replay = Replay { conn, tables, schema, triggers: Vec::new() };
        replay.set_aside()?;
        Ok(replay)
    }

    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Makes changes again, in order, all or none.
    ///
    /// Errors: `newer_database` when they were made by a later binary; `storage_failed` for what
    /// is no change of this database.
    pub fn apply(&mut self, shipments: &[Shipment], now: At) -> Result<()> {
        for shipment in shipments {
            if shipment.schema > self.schema {
                self.bring_forward(shipment.schema, now)?;
            }
            let tx = self.conn.unchecked_transaction()?;
            let broken = |why: &str| Error::new(Code::StorageFailed).source(why.to_owned());
            let rows: Vec<(String, String, Vec<Json>)> =
                serde_json::from_str(&shipment.rows).map_err(|e| broken(&e.to_string()))?;
            for (table, op, row) in rows {
                let writes = self.tables.get(&table).ok_or_else(|| broken("no such table"))?;
                let (sql, blobs) = match op.as_str() {
                    "I" => (&writes.put, &writes.blobs),
                    "D" => (&writes.take, &writes.key_blobs),
                    _ => return Err(broken("no such change")),
                };
                if row.len() != blobs.len() {
                    return Err(broken("a row of another width"));
                }
                let values = row.into_iter().zip(blobs).map(|(json, blob)| value(json, *blob));
                let values = values.collect::<Option<Vec<_>>>().ok_or_else(|| broken("a value"))?;
                tx.prepare_cached(sql)?.execute(params_from_iter(values))?;
            }
            tx.commit()?;
        }
        Ok(())
    }

    /// Runs `work` in a transaction.
    pub fn within<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let tx = self.conn.unchecked_transaction()?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// Puts the rules back and holds the whole against them.
    ///
    /// Error: `storage_failed`.
    pub fn finish(mut self, now: At) -> Result<()> {
        let newest = embedded().len() as i64;
        self.bring_forward(newest, now)?;
        self.put_back()?;
        let fault = |what: &str, why: String| {
            Error::new(Code::StorageFailed).message(format!("What came back {what}.")).source(why)
        };
        let orphan = self.conn.prepare("PRAGMA foreign_key_check")?.exists([])?;
        if orphan {
            return Err(fault("names rows that are not there", "foreign_key_check".into()));
        }
        let sql = "PRAGMA integrity_check(1)";
        let verdict: String = self.conn.query_row(sql, [], |row| row.get(0))?;
        match verdict.as_str() {
            "ok" => Ok(()),
            _ => Err(fault("is damaged", verdict)),
        }
    }

    fn bring_forward(&mut self, schema: i64, now: At) -> Result<()> {
        let all = embedded();
        let known = usize::try_from(schema).ok().and_then(|count| all.get(..count));
        let known = known.ok_or_else(|| {
            Error::new(Code::NewerDatabase).message(format!(
                "The data has {schema} migrations, this Tiffin knows {}. Install the newer version.",
                all.len()
            ))
        })?;
        self.put_back()?;
        migrate(&mut self.conn, known, now)?;
        self.schema = schema;
        self.set_aside()
    }

    fn set_aside(&mut self) -> Result<()> {
        self.conn.execute_batch("PRAGMA foreign_keys = OFF")?;
        let rules: Vec<(String, String)> = {
            let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
            let mut found = self.conn.prepare(sql)?;
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (name, _) in &rules {
            self.conn.execute_batch(&format!("DROP TRIGGER {name}"))?;
        }
        self.triggers = rules.into_iter().map(|(_, sql)| sql).collect();
        let tables = tables(&self.conn)?;
        self.tables = tables.iter().map(|table| (table.name.clone(), Writes::of(table))).collect();
        Ok(())
    }

    fn put_back(&mut self) -> Result<()> {
        for sql in self.triggers.drain(..) {
            self.conn.execute_batch(&sql)?;
        }
        Ok(self.conn.execute_batch("PRAGMA foreign_keys = ON")?)
    }
}

impl Writes {
    fn of(table: &Table) -> Writes {
        let name = &table.name;
        let columns: Vec<_> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
        let marks: Vec<_> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let key = table.key();
        let same: Vec<_> =
            key.iter().zip(1..).map(|(c, n)| format!("\"{}\" IS ?{n}", c.name)).collect();
        Writes {
            put: format!(
                "INSERT OR REPLACE INTO {name} ({}) VALUES ({})",
                columns.join(", "),
                marks.join(", ")
            ),
            blobs: table.columns.iter().map(|column| column.is_blob).collect(),
            take: match table.has_key() {
                true => format!("DELETE FROM {name} WHERE {}", same.join(" AND ")),
                false => format!(
                    "DELETE FROM {name} WHERE rowid = (SELECT rowid FROM {name} WHERE {} LIMIT 1)",
                    same.join(" AND ")
                ),
            },
            key_blobs: key.iter().map(|column| column.is_blob).collect(),
        }
    }
}

fn value(json: Json, is_blob: bool) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::Number(number) => number.as_i64().map(Value::Integer),
        Json::String(hex) if is_blob => {
            data_encoding::HEXUPPER.decode(hex.as_bytes()).ok().map(Value::Blob)
        }
        Json::String(text) => Some(Value::Text(text)),
        _ => None,
    }
}

/// How many migrations this binary knows.
pub fn newest_schema() -> i64 {
    embedded().len() as i64
}

/// Moves a database that nobody has open to where it shall be, at once, and makes it last.
///
/// Error: `storage_failed` when it was left in the middle of something.
pub fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    let mut log = from.as_os_str().to_owned();
    log.push("-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(Error::new(Code::StorageFailed).source("the database has a log"));
    }
    fs::File::open(from).and_then(|file| file.sync_all()).map_err(Error::internal)?;
    fs::rename(from, to).map_err(Error::internal)?;
    let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::internal)
}
