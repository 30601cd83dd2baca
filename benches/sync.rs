//! A long evening without the cloud, then the line comes back: how fast the hub has it all, and
//! what box and hub hold in memory meanwhile. Real programs, a PostgreSQL of its own.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods, clippy::cast_precision_loss)]

mod kit;

use std::path::Path;
use std::time::{Duration, Instant};

use kit::{House, Memory, Postgres, Process, Row, print, setting};
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio_postgres::{Client, NoTls};

/// Orders one table takes in a visit.
const AT_A_TABLE: usize = 50;
/// Waiters who order at once.
const AT_ONCE: usize = 16;

fn hub(postgres: &Postgres, key: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiffin-hub"));
    command
        .env("TIFFIN_HUB_DATABASE_URL", &postgres.address)
        .env("TIFFIN_HUB_KEY_FILE", key)
        .env("TIFFIN_LOG", "error");
    command
}

async fn ask(mut command: Command, verb: &[&str]) -> String {
    let output = command.args(verb).output().await.expect("tiffin-hub");
    assert!(output.status.success(), "{verb:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

async fn serve(postgres: &Postgres, key: &Path, listen: &str) -> Process {
    let mut command = hub(postgres, key);
    Process::start(command.args(["serve", "--listen", listen]), "The hub listens on ").await
}

async fn number(client: &Client, sql: &str) -> i64 {
    client.query_one(sql, &[]).await.expect("a number").get(0)
}

/// Orders on a box nobody reaches, until its book has so many facts more; answers their number.
async fn evening(house: &House, facts: usize) -> usize {
    let (owner, waiter) = (house.token("Owner").await, house.token("Waiter").await);
    let items = house.items(&["Paneer Tikka", "Dal Makhani", "Garlic Naan"]).await;
    let from = house.app.ledger.head();
    let so_many = |house: &House| usize::try_from(house.app.ledger.head() - from).expect("facts");
    let mut seats = 0;
    while so_many(house) < facts {
        seats += AT_ONCE;
        let tables = house.tables(&owner, seats).await;
        let mut ordering = JoinSet::new();
        for table in &tables[seats - AT_ONCE..] {
            let order = json!({ "table_id": table["id"], "items": items });
            let (waiter, client, base) = (waiter.clone(), house.client.clone(), house.base.clone());
            ordering.spawn(async move {
                for _ in 0..AT_A_TABLE {
                    let request = client.post(format!("{base}/api/orders")).bearer_auth(&waiter);
                    let key = tiffin::base::random_token(12);
                    let request = request.header("idempotency-key", key).json(&order);
                    let answer = request.send().await.expect("an answer");
                    assert!(answer.status().is_success(), "{}", answer.status());
                }
            });
        }
        ordering.join_all().await;
    }
    so_many(house)
}

/// A box the hub knows, with an evening the hub does not: its data, the fact it ends with, and how
/// many the hub has to get.
async fn queued(
    cloud: Process,
    (postgres, client): (&Postgres, &Client),
    key: &Path,
) -> (TempDir, i64, usize) {
    let house = House::open().await;
    let owner = house.token("Owner").await;
    let tenant = ask(hub(postgres, key), &["add-tenant", "Barah Mez"]).await;
    let code = ask(hub(postgres, key), &["add-device", &tenant, "Till"]).await;
    let asked = json!({ "hub_url": cloud.url, "code": code });
    house.post(&owner, "/api/cloud/enrol", asked).await;
    let copied = "SELECT count(*) FROM snapshot WHERE whole_at IS NOT NULL";
    while house.get(&owner, "/api/cloud").await["behind"] != 0 || number(client, copied).await == 0
    {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    cloud.kill().await;
    let facts = evening(&house, setting("FACTS", 100_000)).await;
    let head = house.app.ledger.head();
    (house.close().await, head, facts)
}

#[tokio::main]
async fn main() {
    let (postgres, folder) = (Postgres::start(), tempfile::tempdir().expect("a folder"));
    let key = folder.path().join("key");
    ask(hub(&postgres, &key), &["migrate"]).await;
    let (client, connection) =
        tokio_postgres::connect(&postgres.address, NoTls).await.expect("a database");
    tokio::spawn(connection);
    let cloud = serve(&postgres, &key, "127.0.0.1:0").await;
    let listen = cloud.url.trim_start_matches("http://").to_owned();
    let (dir, head, facts) = queued(cloud, (&postgres, &client), &key).await;

    let cloud = serve(&postgres, &key, &listen).await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiffin"));
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(dir.path())
        .env("TIFFIN_MDNS", "false")
        .env("TIFFIN_LOG", "error");
    let shop = Process::start(&mut command, "Tiffin listens on ").await;
    let began = Instant::now();
    let held = "SELECT coalesce(max(held_seq), 0) FROM epoch";
    while number(&client, held).await < head {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = began.elapsed();
    let logged = number(&client, "SELECT count(*) FROM fact").await;
    assert!(logged >= head, "{logged} facts of {head}");

    let rate = facts as f64 / took.as_secs_f64();
    let memory = |what: &str, process: &Process| {
        let most = process.memory(Memory::Most);
        Row {
            what: format!("memory of the {what} at most"),
            measured: format!("{most:.0} MiB"),
            wanted: "under 150 MiB".into(),
            is_reached: most < 150.0,
        }
    };
    let rows = [
        Row {
            what: format!("{facts} facts of orders with all their rows, from box to hub"),
            measured: format!("{rate:.0}/s ({:.1} s)", took.as_secs_f64()),
            wanted: "5,000/s".into(),
            is_reached: rate >= 5_000.0,
        },
        memory("box", &shop),
        memory("hub's node", &cloud),
    ];
    print("An evening without the cloud, and then with it", &rows);
    shop.kill().await;
    cloud.kill().await;
}
