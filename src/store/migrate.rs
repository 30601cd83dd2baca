use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::base::{At, Code, Error, Result};

#[derive(RustEmbed)]
#[folder = "migrations/edge"]
struct Migrations;

pub(super) struct Migration {
    pub name: String,
    pub sql: String,
    pub sha256: Vec<u8>,
}

/// The migrations this binary carries, in order.
pub(super) fn embedded() -> Vec<Migration> {
    let mut names: Vec<_> = Migrations::iter().collect();
    names.sort();
    let read = |name: &str| {
        let file = Migrations::get(name)?;
        let sha256 = Sha256::digest(&file.data).to_vec();
        let sql = String::from_utf8_lossy(&file.data).into_owned();
        Some(Migration { name: name.to_owned(), sql, sha256 })
    };
    names.iter().filter_map(|name| read(name)).collect()
}

/// Brings the database forward to what `migrations` say, each in a transaction of its own.
///
/// Errors: `newer_database` when it was written by a later binary, or a migration that was applied
/// is not the one carried here.
pub(super) fn migrate(conn: &mut Connection, migrations: &[Migration], now: At) -> Result<()> {
    conn.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL,
            applied_at INTEGER NOT NULL) STRICT",
    )?;
    let applied: i64 =
        conn.query_row("SELECT coalesce(max(version), 0) FROM migration", [], |r| r.get(0))?;
    if applied > migrations.len() as i64 {
        return Err(Error::new(Code::NewerDatabase).message(format!(
            "The data has {applied} migrations, this Tiffin knows {}. Install the newer version.",
            migrations.len()
        )));
    }
    for (migration, version) in migrations.iter().zip(1_i64..) {
        let known: Option<Vec<u8>> = conn
            .query_row("SELECT sha256 FROM migration WHERE version = ?1", [version], |r| r.get(0))
            .optional()?;
        match known {
            Some(sha256) if sha256 == migration.sha256 => {}
            Some(_) => {
                return Err(Error::new(Code::NewerDatabase).message(format!(
                    "Migration {} was applied in another form. Use the Tiffin that wrote the data.",
                    migration.name
                )));
            }
            None => apply(conn, migration, version, now)?,
        }
    }
    Ok(())
}

fn apply(conn: &mut Connection, migration: &Migration, version: i64, now: At) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(&migration.sql)?;
    tx.execute(
        "INSERT INTO migration (version, name, sha256, applied_at) VALUES (?1, ?2, ?3, ?4)",
        params![version, migration.name, migration.sha256, now],
    )?;
    Ok(tx.commit()?)
}
