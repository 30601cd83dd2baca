//! A hub on a PostgreSQL of its own: one cluster for all tests, a database for each.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use tiffin::base::{At, Clock, PublicKey, Secret, SigningKey};
use tiffin::http::{Rules, serve};
use tiffin::hub::{Db, Hub, Invited, Wake, add_device, add_tenant, migrate, router};
use tiffin::wire::BEGINNING;
use tiffin::wire::sync::{Asked, Headers, Limits, hex};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use super::{client, until};

/// A PostgreSQL that ends with whoever started it, however that ends: it lives as long as its
/// standard input, and takes its folder along.
pub struct Cluster {
    pub address: String,
    folder: PathBuf,
    args: Vec<&'static str>,
    running: Option<(Child, ChildStdin)>,
}

impl Cluster {
    pub fn start(args: &[&'static str]) -> Cluster {
        let folder = tempfile::tempdir().expect("a folder").keep();
        let mut cluster =
            Cluster { address: String::new(), folder, args: args.to_vec(), running: None };
        cluster.run("lend");
        cluster
    }

    fn run(&mut self, verb: &str) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres");
        let mut child = Command::new(script)
            .arg(verb)
            .arg(&self.folder)
            .args(&self.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/postgres");
        let stdin = child.stdin.take().expect("an input");
        let mut address = String::new();
        let out = child.stdout.take().expect("an output");
        BufReader::new(out).read_line(&mut address).expect("an address");
        assert!(address.starts_with("host="), "PostgreSQL did not start: see above");
        self.address = address.trim().to_owned();
        self.running = Some((child, stdin));
    }

    /// kill -9 of the whole server, and a new one on what is on the disk.
    pub fn kill_and_start_again(&mut self) {
        let (mut child, stdin) = self.running.take().expect("it runs");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres");
        let killed = Command::new(script).arg("kill9").arg(&self.folder).status();
        assert!(killed.expect("scripts/postgres").success());
        drop(stdin);
        child.wait().expect("its end");
        self.run("lend");
    }

    /// As the one who owns everything.
    pub async fn owner_of(&self, database: &str) -> Client {
        connect(&format!("{} dbname={database}", self.address)).await
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some((mut child, stdin)) = self.running.take() {
            drop(stdin);
            let _ = child.wait();
        }
    }
}

async fn connect(address: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.expect("a database");
    tokio::spawn(connection);
    client
}

/// One for all tests, with a database for each.
fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start(&["-c", "fsync=off", "-c", "max_connections=300"]))
}

/// As the one who owns everything.
pub async fn owner_of(database: &str) -> Client {
    cluster().owner_of(database).await
}

/// As the login that serves, in a role and about a tenant.
pub async fn login_of(database: &str) -> Client {
    let address = cluster().address.replace("user=postgres", "user=tiffin_hub");
    connect(&format!("{address} dbname={database}")).await
}

/// A hub of one node, with a database of its own.
pub struct TestHub {
    pub hub: Hub,
    pub database: String,
    pub url: String,
    node: tokio::task::JoinHandle<()>,
}

impl TestHub {
    pub async fn start() -> TestHub {
        TestHub::with(Limits::MOST).await
    }

    /// A hub that takes no more than this in one batch.
    pub async fn with(limits: Limits) -> TestHub {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        static MIGRATED: OnceCell<()> = OnceCell::const_new();
        let address = |database: &str| format!("{} dbname={database}", cluster().address);
        let owner = owner_of("postgres").await;
        let template = async || {
            owner.batch_execute("CREATE DATABASE hub").await.expect("a database");
            migrate(&address("hub")).await.expect("migrated");
        };
        MIGRATED.get_or_init(template).await;
        let database = format!("hub_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let make = format!("CREATE DATABASE {database} TEMPLATE hub");
        owner.batch_execute(&make).await.expect("a database");
        let address = address(&database);
        let clock = Clock::standing(At::from_millis(1_795_267_800_000));
        let db = Db::new(&address).expect("an address");
        let hub = Hub { limits, ..Hub::new(db, clock, Secret::random()) };
        let (url, node) = TestHub::node(&hub).await;
        TestHub { hub, database, url, node }
    }

    /// The hub as it is now, on a database of its own: what a backup of it would be.
    pub async fn copy(&self) -> TestHub {
        let database = format!("{}_copy", self.database);
        let owner = owner_of("postgres").await;
        // A database is copied while nobody is connected to it: the node connects anew.
        let lone = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            self.database
        );
        let make = format!("CREATE DATABASE {database} TEMPLATE {}", self.database);
        let copied = async || {
            owner.batch_execute(&lone).await.expect("nobody is connected");
            owner.batch_execute(&make).await.is_ok()
        };
        until("a copy of the database", copied).await;
        let db = Db::new(&format!("{} dbname={database}", cluster().address)).expect("an address");
        let wake = Wake::new(&db);
        let hub = Hub { db, wake, ..self.hub.clone() };
        let (url, node) = TestHub::node(&hub).await;
        TestHub { hub, database, url, node }
    }

    /// One more node over the same database, which shares nothing else: its address.
    pub async fn another_node(&self) -> String {
        let hub = Hub { wake: Wake::new(&self.hub.db), ..self.hub.clone() };
        TestHub::node(&hub).await.0
    }

    async fn node(hub: &Hub) -> (String, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let rules = Rules { rate: None, ..Rules::new(hub.clock.clone(), Vec::new()) };
        let router = router(hub.clone(), rules);
        (url, tokio::spawn(serve(listener, router, std::future::pending())))
    }

    pub async fn tenant(&self, name: &str) -> Uuid {
        add_tenant(&self.hub, name).await.expect("a tenant")
    }

    pub async fn invite(&self, tenant: Uuid, name: &str) -> Invited {
        add_device(&self.hub, tenant, name, "Admin").await.expect("a place")
    }

    /// Rows as the owner of the tables sees them.
    pub async fn count(&self, sql: &str) -> i64 {
        let client = owner_of(&self.database).await;
        client.query_one(sql, &[]).await.expect("a number").get(0)
    }
}

impl Drop for TestHub {
    fn drop(&mut self) {
        self.node.abort();
    }
}

/// Somebody who signs: a box as the hub sees it.
#[derive(Clone)]
pub struct Signer {
    pub key: std::sync::Arc<SigningKey>,
    pub place: (Uuid, Uuid),
    pub epoch: String,
    pub at: At,
}

impl Signer {
    pub fn new(epoch: &str) -> Signer {
        let key = std::sync::Arc::new(SigningKey::of(&Secret::random()));
        let (place, epoch) = ((Uuid::nil(), Uuid::nil()), epoch.to_owned());
        Signer { key, place, epoch, at: At::from_millis(5) }
    }

    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// Looks something up: status and body of the answer.
    pub async fn get(&self, url: &str, path: &str) -> (u16, Value) {
        let asked = Asked { method: "GET", path, body: b"" };
        let headers = Headers::sign(&asked, self.place, &self.epoch, self.at, &self.key);
        let mut request = client().get(format!("{url}{path}"));
        for (name, value) in headers.list() {
            request = request.header(name, value);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    /// Status and body of the answer.
    pub async fn post(&self, url: &str, path: &str, body: Vec<u8>) -> (u16, Value) {
        let asked = Asked { method: "POST", path, body: &body };
        let headers = Headers::sign(&asked, self.place, &self.epoch, self.at, &self.key);
        let mut request = client().post(format!("{url}{path}"));
        for (name, value) in headers.list() {
            request = request.header(name, value);
        }
        let answer = request.body(body).send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }
}

/// Lets a signer in with a code, its book at the beginning.
pub async fn enrol(signer: &Signer, hub: &TestHub, code: &str) -> (u16, Value) {
    let public_key = BASE64URL_NOPAD.encode(signer.public().bytes());
    let first = json!({
        "epoch": signer.epoch, "base_seq": 0, "base_hash": hex(&BEGINNING), "reason": "NEW",
    });
    let body = json!({ "code": code, "public_key": public_key, "epochs": [first] });
    signer.post(&hub.url, "/v1/enrol", body.to_string().into_bytes()).await
}
