//! From the start of the binary on a day's data to its first answer, and what it then holds.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods)]

mod kit;

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use kit::{House, Row, millis, percentile, print, setting};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

async fn start(dir: &Path) -> (Child, Duration) {
    let at = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiffin"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(dir)
        .env("TIFFIN_MDNS", "false")
        .env("TIFFIN_LOG", "error")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the binary starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    while let Some(line) = lines.next_line().await.expect("a line") {
        if let Some(base) = line.strip_prefix("Tiffin listens on ") {
            let ready = reqwest::get(format!("{base}/health/ready")).await.expect("an answer");
            assert!(ready.status().is_success());
            return (child, at.elapsed());
        }
    }
    panic!("the box did not start");
}

/// Mebibytes the process holds in memory.
fn resident(child: &Child) -> f64 {
    let status = format!("/proc/{}/status", child.id().expect("it runs"));
    let status = std::fs::read_to_string(status).expect("its status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    let kib: f64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    kib / 1_024.0
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
        let (mut child, took) = start(dir.path()).await;
        times.push(took);
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory = memory.max(resident(&child));
        child.kill().await.expect("stopped");
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
