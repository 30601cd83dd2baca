//! kill -9 under load, again and again: what was answered is there.

use std::collections::HashMap;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use tiffin::app::App;
use tiffin::base::{Clock, random_below};
use tiffin::config::Settings;
use tiffin::sample::{self, People};
use tiffin::wire::Role;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

use crate::kit::{Person, TestBox, client, in_time, rounds};

pub const TABLES: usize = 6;
pub const PIN: &str = "7391";

pub type Answers = Arc<Mutex<HashMap<String, (String, Value, Value)>>>;

/// The real binary on `dir`, and where it listens.
pub async fn start(dir: &std::path::Path) -> (Child, String) {
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
    let started = async {
        while let Some(line) = lines.next_line().await.expect("a line") {
            if let Some(base) = line.strip_prefix("Tiffin listens on ") {
                return base.to_owned();
            }
        }
        panic!("the box did not start");
    };
    let base = in_time("the box to start", started).await;
    (child, base)
}

pub async fn furnish(dir: &std::path::Path) {
    let settings = Settings { data_dir: dir.to_path_buf(), mdns: false, ..Settings::default() };
    let app = App::open(settings, Clock::system(), false).await.expect("the box opens");
    let people = [("Owner", Role::Owner), ("Cashier", Role::Cashier)].map(|(name, role)| People {
        name: name.into(),
        role,
        pin: PIN.into(),
    });
    sample::load(&app, &people).await.expect("the sample");
    app.close().await;
}

/// Orders at one table and pays, over and over, noting every answer, until the box is gone.
pub async fn serve_table(
    who: Person,
    table: Value,
    items: Value,
    seen: Answers,
    told: mpsc::Sender<()>,
) {
    loop {
        let order = json!({ "table_id": table, "items": items });
        let placed = noted(&who, Method::POST, "/api/orders", &order, &seen, &told).await;
        let Some(placed) = placed else { return };
        let path = format!("/api/payments/{}/cash", placed["id"].as_str().expect("an id"));
        // Enough for all that rounds which were cut off before the payment left on the table.
        let cash = json!({ "amount_received_paise": 5_000_000 });
        if noted(&who, Method::PATCH, &path, &cash, &seen, &told).await.is_none() {
            return;
        }
    }
}

async fn noted(
    who: &Person,
    method: Method,
    path: &str,
    body: &Value,
    seen: &Answers,
    told: &mpsc::Sender<()>,
) -> Option<Value> {
    let key = tiffin::base::random_token(12);
    let request = who.request(method.clone(), path).header("idempotency-key", &key).json(body);
    let response = request.send().await.ok()?;
    if !response.status().is_success() {
        return None;
    }
    let answer: Value = response.json().await.ok()?;
    let asked = (format!("{method} {path}"), body.clone(), answer.clone());
    seen.lock().expect("the notes").insert(key, asked);
    let _ = told.send(()).await;
    Some(answer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_times_killed_every_answered_order_and_payment_is_there() {
    let dir = Arc::new(tempfile::tempdir().expect("a directory"));
    furnish(dir.path()).await;
    let answers: Answers = Arc::default();
    let mut token = None;
    let kills = rounds(50, 5_000);
    for round in 0..kills {
        let (mut child, base) = start(dir.path()).await;
        let mut who = Person { client: client(), base, token: token.clone() };
        if token.is_none() {
            let login = json!({ "name": "Cashier", "pin": PIN });
            let session = who.post("/api/auth/staff/login", login).await.ok();
            token = session["access_token"].as_str().map(str::to_owned);
            who.token.clone_from(&token);
            who.open_drawer(100_000).await;
        }
        let floor = who.get("/api/tables").await.ok();
        let items = who.items(&[("Dal Makhani", 1), ("Garlic Naan", 2)]).await;
        let (told, mut hears) = mpsc::channel(1_000);
        let mut tables = tokio::task::JoinSet::new();
        for n in 0..TABLES {
            let table = floor["tables"][n]["id"].clone();
            let (who, items, seen) = (who.clone(), items.clone(), answers.clone());
            tables.spawn(serve_table(who, table, items, seen, told.clone()));
        }
        drop(told);
        for _ in 0..=random_below(30) {
            let answered = in_time("an answer", hears.recv()).await;
            assert!(answered.is_some(), "round {round}: the box stopped by itself");
        }
        child.kill().await.expect("kill -9");
        hears.close();
        tables.join_all().await;
    }
    let shop = TestBox::start(dir.clone(), Clock::system()).await;
    let who = Person { token, ..shop.stranger() };
    let answers = std::mem::take(&mut *answers.lock().expect("the notes"));
    assert!(answers.len() > kills, "only {} answers were heard", answers.len());
    for (key, (route, body, answer)) in &answers {
        let (method, path) = route.split_once(' ').expect("a route");
        let again = who.keyed(method.parse().expect("a method"), path, key, body).await.ok();
        assert_eq!(again, *answer, "{route} was answered, and is not there");
    }
    let conn = Connection::open(dir.path().join("tiffin.db")).expect("the database");
    let whole: String =
        conn.query_row("PRAGMA integrity_check", [], |r| r.get(0)).expect("a check");
    assert_eq!(whole, "ok");
    // Numbers without a gap are looked at when the box is dropped.
    let outside = "SELECT count(*) FROM payment p WHERE NOT EXISTS
        (SELECT 1 FROM drawer_entry e WHERE e.of_id = p.id AND e.kind = 'SALE')";
    let outside: i64 = conn.query_row(outside, [], |r| r.get(0)).expect("a count");
    assert_eq!(outside, 0, "cash that was taken is not in the drawer");
}
