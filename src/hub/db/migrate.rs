use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use tokio_postgres::{Client, Config, NoTls};

use crate::base::{Code, Error, Result};

#[derive(RustEmbed)]
#[folder = "migrations/hub"]
struct Migrations;

/// The roles, which belong to the whole cluster: another database's migration may be making them
/// just now. A login that owns nothing and inherits nothing.
const ROLES: &str = "DO $$
DECLARE part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['tiffin_tenant', 'tiffin_admin', 'tiffin_door', 'tiffin_public']
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', part);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
    BEGIN
        CREATE ROLE tiffin_hub LOGIN NOINHERIT
            IN ROLE tiffin_tenant, tiffin_admin, tiffin_door, tiffin_public;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
END $$";

/// Brings the database forward, as the one who owns its tables. Nodes may do so at once.
///
/// Errors: `newer_database` when it was written by a later hub, or in another form.
pub async fn migrate(address: &str) -> Result<()> {
    let config: Config =
        address.parse().map_err(|e| Error::invalid("database_url", format!("{e}")))?;
    let (mut client, connection) = config.connect(NoTls).await.map_err(Error::internal)?;
    let connection = tokio::spawn(connection);
    let migrated = bring_forward(&mut client).await;
    drop(client);
    connection.await.map_err(Error::internal)?.map_err(Error::internal)?;
    migrated
}

async fn bring_forward(client: &mut Client) -> Result<()> {
    client.batch_execute(ROLES).await.map_err(Error::internal)?;
    let tx = client.transaction().await.map_err(Error::internal)?;
    tx.batch_execute(
        "SELECT pg_advisory_xact_lock(hashtext('tiffin migrations'));
         CREATE TABLE IF NOT EXISTS migration (
            version int PRIMARY KEY, name text NOT NULL, sha256 bytea NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now());
         GRANT SELECT ON migration TO tiffin_public",
    )
    .await
    .map_err(Error::internal)?;
    let rows = tx.query("SELECT sha256 FROM migration ORDER BY version", &[]).await;
    let known: Vec<Vec<u8>> = rows.map_err(Error::internal)?.iter().map(|row| row.get(0)).collect();
    let migrations = embedded();
    let other = |name: &str| {
        let what = format!("The hub's data has {name} in another form. Install the newer hub.");
        Error::new(Code::NewerDatabase).message(what)
    };
    if known.len() > migrations.len() {
        return Err(other("migrations this hub does not know, or"));
    }
    for (n, (name, sql)) in migrations.iter().enumerate() {
        let sha256 = Sha256::digest(sql).to_vec();
        match known.get(n) {
            Some(applied) if *applied == sha256 => {}
            Some(_) => return Err(other(name)),
            None => {
                tx.batch_execute(sql).await.map_err(Error::internal)?;
                let version = i32::try_from(n + 1).map_err(Error::internal)?;
                let insert = "INSERT INTO migration (version, name, sha256) VALUES ($1, $2, $3)";
                tx.execute(insert, &[&version, name, &sha256]).await.map_err(Error::internal)?;
            }
        }
    }
    tx.commit().await.map_err(Error::internal)
}

fn embedded() -> Vec<(String, String)> {
    let mut names: Vec<_> = Migrations::iter().collect();
    names.sort();
    let read = |name: &str| {
        let file = Migrations::get(name)?;
        Some((name.to_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    };
    names.iter().filter_map(|name| read(name)).collect()
}
