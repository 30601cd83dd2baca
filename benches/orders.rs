//! Orders of three lines, durable, fifty at once, against a bare axum and rusqlite that insert as
//! many rows in groups of up to 64 with synchronous=FULL on the same disk.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods)]

mod kit;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use kit::{Client, House, Row, millis, percentile, print, setting};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use tiffin::base::random_token;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// Orders one table takes in a visit.
const AT_A_TABLE: usize = 50;

type Job = (String, oneshot::Sender<()>);

/// As many rows, with as many indexes, as an order of three lines at two stations comes to.
const BARE: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE orders (id TEXT PRIMARY KEY, sitting TEXT, bill TEXT, day TEXT, number INTEGER,
        body TEXT);
    CREATE INDEX orders_sitting ON orders (sitting);
    CREATE INDEX orders_bill ON orders (bill);
    CREATE UNIQUE INDEX orders_number ON orders (day, number);
    CREATE TABLE line (id TEXT PRIMARY KEY, order_id TEXT, name TEXT, quantity INTEGER);
    CREATE INDEX line_order ON line (order_id);
    CREATE TABLE station (line TEXT, name TEXT, PRIMARY KEY (line, name)) WITHOUT ROWID;
    CREATE TABLE fired (id INTEGER PRIMARY KEY, line TEXT, quantity INTEGER);
    CREATE INDEX fired_line ON fired (line);
    CREATE TABLE ticket (id TEXT PRIMARY KEY, station TEXT, seq INTEGER, order_id TEXT);
    CREATE INDEX ticket_order ON ticket (order_id);
    CREATE TABLE step (id INTEGER PRIMARY KEY, order_id TEXT, status TEXT);
    CREATE INDEX step_order ON step (order_id);
    CREATE TABLE fact (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT);
    CREATE INDEX fact_at ON fact (at);
    CREATE TABLE once (key TEXT PRIMARY KEY, answer TEXT) WITHOUT ROWID;";

fn insert(conn: &Connection, number: i64, body: &str) -> rusqlite::Result<()> {
    let run = |sql: &str, params: &[&dyn rusqlite::ToSql]| {
        conn.prepare_cached(sql).and_then(|mut statement| statement.execute(params))
    };
    let id = random_token(16);
    let order = "INSERT INTO orders VALUES (?1, ?1, ?1, '2026-11-21', ?2, ?3)";
    run(order, params![id, number, body])?;
    for n in 0..3 {
        let line = format!("{id}{n}");
        run("INSERT INTO line VALUES (?1, ?2, 'Dal Makhani', 1)", params![line, id])?;
        run("INSERT INTO station VALUES (?1, 'Curry')", params![line])?;
        run("INSERT INTO fired (line, quantity) VALUES (?1, 1)", params![line])?;
    }
    for n in 0..2 {
        let ticket = format!("{id}{n}");
        run("INSERT INTO ticket VALUES (?1, 'Curry', ?2, ?3)", params![ticket, number, id])?;
        run("INSERT INTO step (order_id, status) VALUES (?1, 'CONFIRMED')", params![id])?;
    }
    for _ in 0..10 {
        run("INSERT INTO fact (at, body) VALUES (?1, ?2)", params![number, body])?;
    }
    run("INSERT INTO once VALUES (?1, ?2)", params![id, body])?;
    Ok(())
}

fn write(conn: Connection, jobs: Receiver<Job>) {
    let mut number = 0;
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(jobs.try_iter().take(63));
        conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for (body, _) in &batch {
            number += 1;
            insert(&conn, number, body).expect("inserted");
        }
        conn.execute_batch("COMMIT").expect("committed");
        for (_, done) in batch {
            let _ = done.send(());
        }
    }
}

async fn take(State(jobs): State<SyncSender<Job>>, body: String) -> String {
    let (done, written) = oneshot::channel();
    let order: Value = serde_json::from_str(&body).expect("JSON");
    jobs.send((order.to_string(), done)).expect("a writer");
    written.await.expect("written");
    body
}

async fn bare(file: std::path::PathBuf) -> String {
    let conn = Connection::open(file).expect("a database");
    conn.execute_batch(BARE).expect("tables");
    let (jobs, waiting) = sync_channel(4_096);
    std::thread::spawn(move || write(conn, waiting));
    let app = Router::new().route("/api/orders", post(take)).with_state(jobs);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn request(address: &str, token: &str, body: &Value) -> Vec<u8> {
    let (body, key) = (body.to_string(), random_token(12));
    format!(
        "POST /api/orders HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// How long each order took, and orders a second.
async fn rush(
    address: &str,
    token: &str,
    bodies: Arc<Vec<Value>>,
    clients: usize,
    each: usize,
) -> (Vec<Duration>, f64) {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for n in 0..clients {
        let (address, token, bodies) = (address.to_owned(), token.to_owned(), bodies.clone());
        tasks.spawn(async move {
            let mut client = Client::connect(&address).await;
            let mut times = Vec::with_capacity(each);
            for order in 0..each {
                let body = &bodies[(n * each + order) / AT_A_TABLE % bodies.len()];
                let request = request(&address, &token, body);
                let at = Instant::now();
                let (status, answer) = client.read(&request).await;
                let answer = String::from_utf8_lossy(answer).into_owned();
                assert!(status < 300, "{status} {answer}");
                times.push(at.elapsed());
            }
            times
        });
    }
    let times: Vec<Duration> = tasks.join_all().await.into_iter().flatten().collect();
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    (times, rate)
}

#[tokio::main]
async fn main() {
    let house = House::open().await;
    let (owner, waiter) = (house.token("Owner").await, house.token("Waiter").await);
    let (clients, each, rounds) = (50, setting("EACH", 40), setting("ROUNDS", 4));
    let tables = house.tables(&owner, clients * each * rounds / AT_A_TABLE).await;
    let items = house.items(&["Paneer Tikka", "Dal Makhani", "Garlic Naan"]).await;
    let body = |table: &Value| json!({ "table_id": table["id"], "items": items });
    let bodies: Vec<Value> = tables.iter().map(body).collect();
    let other = bare(house.database().with_file_name("bare.db")).await;
    let (mut ours, mut theirs, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let share = bodies.len() / rounds;
        let mine = Arc::new(bodies[round * share..(round + 1) * share].to_vec());
        let (took, rate) = rush(&house.address, &waiter, mine.clone(), clients, each).await;
        times.extend(took);
        ours.push(rate);
        theirs.push(rush(&other, &waiter, mine, clients, each).await.1);
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (ours, theirs) = (mean(&ours), mean(&theirs));
    let p99 = percentile(&mut times, 99.0);
    let rows = [
        Row {
            what: format!("orders a second: {ours:.0}, bare {theirs:.0}"),
            measured: format!("{:.2}", ours / theirs),
            wanted: "at least 0.50 of bare".into(),
            is_reached: ours / theirs >= 0.5,
        },
        Row {
            what: "order sent to answer, p99".into(),
            measured: millis(p99),
            wanted: "under 50 ms".into(),
            is_reached: p99 < Duration::from_millis(50),
        },
    ];
    print("Placing orders of three lines, fifty at once", &rows);
}
