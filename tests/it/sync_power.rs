//! kill -9 of the box, of the hub's nodes and of PostgreSQL while a book goes over a bad line.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::base::random_below;
use tiffin::ledger;
use tiffin::wire::sync::hex;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::kit::hub::Cluster;
use crate::kit::line::BadLine;
use crate::kit::{Person, client, in_time, rounds};
use crate::power::{PIN, TABLES, furnish, serve_table, start};

/// The real hub: PostgreSQL and two nodes over it, each of which may be killed.
struct Cloud {
    postgres: Cluster,
    key: TempDir,
    nodes: Vec<(Child, String)>,
}

impl Cloud {
    async fn start() -> Cloud {
        let postgres = Cluster::start(&[]);
        let key = tempfile::tempdir().expect("a folder");
        let mut cloud = Cloud { postgres, key, nodes: Vec::new() };
        cloud.ask(&["migrate"]).await;
        for _ in 0..2 {
            let node = cloud.node().await;
            cloud.nodes.push(node);
        }
        cloud
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tiffin-hub"));
        command
            .env("TIFFIN_HUB_DATABASE_URL", format!("{} dbname=postgres", self.postgres.address))
            .env("TIFFIN_HUB_KEY_FILE", self.key.path().join("key"))
            .kill_on_drop(true);
        command
    }

    /// What a verb of the hub's prints.
    async fn ask(&self, verb: &[&str]) -> String {
        let output = self.command().args(verb).output().await.expect("tiffin-hub");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{verb:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    async fn node(&self) -> (Child, String) {
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a node");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let started = async {
            while let Some(line) = lines.next_line().await.expect("a line") {
                if let Some(url) = line.strip_prefix("The hub listens on ") {
                    return url.to_owned();
                }
            }
            panic!("the node did not start");
        };
        let url = in_time("the node to start", started).await;
        (child, url)
    }

    async fn kill_node(&mut self, n: usize) {
        self.nodes[n].0.kill().await.expect("kill -9");
        self.nodes[n] = self.node().await;
    }
}

/// The evening: at each table somebody orders and pays, over and over.
struct Evening {
    tables: JoinSet<()>,
    hears: mpsc::Receiver<()>,
}

impl Evening {
    async fn begin(who: &Person) -> Evening {
        let floor = who.get("/api/tables").await.ok();
        let items = who.items(&[("Dal Makhani", 1), ("Garlic Naan", 2)]).await;
        let (told, hears) = mpsc::channel(1_000);
        let mut tables = JoinSet::new();
        for n in 0..TABLES {
            let table = floor["tables"][n]["id"].clone();
            tables.spawn(serve_table(
                who.clone(),
                table,
                items.clone(),
                Arc::default(),
                told.clone(),
            ));
        }
        Evening { tables, hears }
    }
}

async fn sign_in(base: &str, name: &str) -> Person {
    let stranger = Person { client: client(), base: base.to_owned(), token: None };
    let session = stranger.post("/api/auth/staff/login", json!({ "name": name, "pin": PIN })).await;
    let token = session.ok()["access_token"].as_str().map(str::to_owned);
    Person { token, ..stranger }
}

/// Number, text and hash of each fact in a box's database.
fn book(dir: &Path) -> Vec<(i64, String, String)> {
    let conn = Connection::open(dir.join("tiffin.db")).expect("the database");
    ledger::verify(&conn, 1).expect("the book holds");
    let facts = ledger::read_raw_after(&conn, 0, 1_000_000, usize::MAX).expect("facts");
    facts.into_iter().map(|fact| (fact.seq, fact.body, hex(&fact.hash))).collect()
}

async fn log(cloud: &Cloud) -> Vec<(i64, String, String)> {
    let client = cloud.postgres.owner_of("postgres").await;
    let rows = client.query("SELECT seq, body, hash FROM fact ORDER BY seq", &[]).await;
    let rows = rows.expect("facts");
    rows.iter().map(|row| (row.get(0), row.get(1), hex(&row.get::<_, Vec<u8>>(2)))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_killed_while_a_book_is_sent_nothing_is_lost_and_nothing_doubled() {
    let dir = tempfile::tempdir().expect("a directory");
    furnish(dir.path()).await;
    let mut cloud = Cloud::start().await;
    let line = BadLine::to(&cloud.nodes[0].1, 11).await;
    let (mut child, base) = start(dir.path()).await;
    let owner = sign_in(&base, "Owner").await;
    let tenant = cloud.ask(&["add-tenant", "Barah Mez"]).await;
    let code = cloud.ask(&["add-device", &tenant, "Till"]).await;
    owner.post("/api/cloud/enrol", json!({ "hub_url": line.url, "code": code })).await.ok();
    let mut cashier = sign_in(&base, "Cashier").await;
    cashier.open_drawer(100_000).await;
    line.worsen();
    let mut owner = owner;
    let mut evening = Evening::begin(&cashier).await;
    for round in 0..rounds(12, 1_000) {
        for _ in 0..=random_below(15) {
            let answered = in_time("an answer", evening.hears.recv()).await;
            assert!(answered.is_some(), "round {round}: the box stopped by itself");
        }
        match random_below(4) {
            0 => {
                child.kill().await.expect("kill -9");
                evening.hears.close();
                evening.tables.join_all().await;
                let (again, base) = start(dir.path()).await;
                child = again;
                (owner.base, cashier.base) = (base.clone(), base);
                evening = Evening::begin(&cashier).await;
            }
            n @ 1..=2 => cloud.kill_node(n as usize - 1).await,
            _ => cloud.postgres.kill_and_start_again(),
        }
        let node = random_below(2) as usize;
        line.lead_to(&cloud.nodes[node].1);
        owner.post("/api/cloud/try", json!({})).await.ok();
    }
    evening.tables.shutdown().await;
    line.mend();
    let mut status: Value = owner.get("/api/cloud").await.ok();
    let all = async {
        while status["behind"] != 0 {
            status = owner.post("/api/cloud/try", json!({})).await.ok();
            let _ = tokio::time::timeout(Duration::from_millis(100), line.moved()).await;
        }
    };
    in_time("all to be held", all).await;
    child.kill().await.expect("kill -9");
    let (mine, theirs) = (book(dir.path()), log(&cloud).await);
    assert!(mine.len() > 100, "{} facts", mine.len());
    let last = theirs.last().map_or(0, |(seq, ..)| *seq);
    assert_eq!(theirs.len() as i64, last, "without gap and double");
    // What was written between the last look and the kill may still be on its way.
    assert!(mine.len() - theirs.len() < 50, "{} and {}", mine.len(), theirs.len());
    assert!(mine[..theirs.len()] == theirs, "fact by fact, byte by byte");
}
