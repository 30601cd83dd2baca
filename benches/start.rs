//! From the start of the binary on a day's data to its first answer, and what it then holds.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods)]

mod kit;

use std::path::Path;
use std::time::{Duration, Instant};

use kit::{House, Memory, Process, Row, millis, percentile, print, setting};
use serde_json::{Value, json};
use tokio::process::Command;

async fn start(dir: &Path) -> (Process, Duration) {
    let at = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiffin"));
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(dir)
        .env("TIFFIN_MDNS", "false")
        .env("TIFFIN_LOG", "error");
    let process = Process::start(&mut command, "Tiffin listens on ").await;
    let ready = reqwest::get(format!("{}/health/ready", process.url)).await.expect("an answer");
    assert!(ready.status().is_success());
    (process, at.elapsed())
}

/// Orders of a day, on a box that is then closed in an orderly way.
async fn day(orders: usize) -> tempfile::TempDir {
    let house = House::open().await;
    let (owner, waiter) = (house.token("Owner").await, house.token("Waiter").await);
    let tables = house.tables(&owner, orders.div_ceil(50)).await;
    let items = house.items(&["Paneer Tikka", "Dal Makhani", "Garlic Naan"]).await;
    for n in 0..orders {
        let table: &Value = &tables[n / 50]["id"];
        house.post(&waiter, "/api/orders", json!({ "table_id": table, "items": items })).await;
    }
    house.close().await
}

#[tokio::main]
async fn main() {
    let orders = setting("ORDERS", 400);
    let dir = day(orders).await;
    let (mut times, mut memory) = (Vec::new(), 0.0_f64);
    for _ in 0..setting("STARTS", 9) {
        let (process, took) = start(dir.path()).await;
        times.push(took);
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory = memory.max(process.memory(Memory::Now));
        process.kill().await;
    }
    let median = percentile(&mut times, 50.0);
    let rows = [
        Row {
            what: format!("start with {orders} orders, after a cut, to the first answer, median"),
            measured: millis(median),
            wanted: "under 300 ms".into(),
            is_reached: median < Duration::from_millis(300),
        },
        Row {
            what: "memory two seconds later".into(),
            measured: format!("{memory:.0} MiB"),
            wanted: "under 60 MiB".into(),
            is_reached: memory < 60.0,
        },
    ];
    print("Starting", &rows);
}
