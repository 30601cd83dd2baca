//! A box without its doors: every slice over real engines in a directory of its own, and requests
//! that go straight to the routes.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::app::App;
use tiffin::auth::{self, StaffMember};
use tiffin::base::{At, Clock};
use tiffin::config::{Settings, SmsSettings};
use tiffin::router;
use tiffin::store::Tx;
use tiffin::wire::{Actor, Role};
use tokio::net::TcpListener;
use tower::Service as _;

use crate::kit::open;

/// 21 November 2026, 19:00 in Pune.
pub const EVENING: i64 = 1_795_267_800_000;

pub struct Desk {
    pub app: App,
    pub clock: Clock,
    dir: TempDir,
    router: Router,
    sms: SmsSettings,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The error's code, or the status's number when there is none.
    pub fn code(&self) -> String {
        let code = self.body["error"]["code"].as_str().map(str::to_owned);
        code.unwrap_or_else(|| self.status.as_u16().to_string())
    }

    pub fn retry_after(&self) -> Option<u64> {
        self.headers.get("retry-after")?.to_str().ok()?.parse().ok()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn text(&self, field: &str) -> String {
        self.body[field].as_str().unwrap_or_default().to_owned()
    }
}

/// One request.
#[derive(Clone)]
pub struct Ask {
    method: &'static str,
    path: String,
    token: Option<String>,
    key: Option<String>,
    from: SocketAddr,
    headers: Vec<(&'static str, String)>,
    body: Value,
    /// Sent as it is, instead of the body.
    file: Option<Vec<u8>>,
}

impl Ask {
    fn new(method: &'static str, path: &str, body: Value) -> Ask {
        let from = SocketAddr::from(([10, 0, 0, 9], 5_000));
        let (token, key, headers, file) = (None, None, Vec::new(), None);
        Ask { method, path: path.to_owned(), token, key, from, headers, body, file }
    }

    pub fn get(path: &str) -> Ask {
        Ask::new("GET", path, Value::Null)
    }

    pub fn post(path: &str, body: Value) -> Ask {
        Ask::new("POST", path, body)
    }

    pub fn put(path: &str, body: Value) -> Ask {
        Ask::new("PUT", path, body)
    }

    pub fn patch(path: &str, body: Value) -> Ask {
        Ask::new("PATCH", path, body)
    }

    pub fn delete(path: &str) -> Ask {
        Ask::new("DELETE", path, Value::Null)
    }

    pub fn with(mut self, header: &'static str, value: &str) -> Ask {
        self.headers.push((header, value.to_owned()));
        self
    }

    pub fn file(self, bytes: impl Into<Vec<u8>>) -> Ask {
        Ask { file: Some(bytes.into()), ..self }
    }

    pub fn by(self, token: &str) -> Ask {
        Ask { token: Some(token.to_owned()), ..self }
    }

    pub fn keyed(self, key: &str) -> Ask {
        Ask { key: Some(key.to_owned()), ..self }
    }

    pub fn from(self, ip: [u8; 4]) -> Ask {
        Ask { from: SocketAddr::from((ip, 5_000)), ..self }
    }
}

async fn open_in(dir: &Path, clock: Clock, sms: SmsSettings) -> (App, Router) {
    let settings = Settings { data_dir: dir.to_path_buf(), sms, ..Settings::default() };
    let app = open(&settings, &clock).await;
    (app.clone(), router::api().0.with_state(app))
}

impl Desk {
    pub async fn open() -> Desk {
        Desk::open_with(SmsSettings::default()).await
    }

    /// With those who send texts that `sms` names.
    pub async fn open_with(sms: SmsSettings) -> Desk {
        Desk::open_at(tempfile::tempdir().expect("a directory"), sms).await
    }

    /// As [`Desk::open`], where nothing is asked of a disk: for tests of thousands of writes.
    pub async fn open_in_memory() -> Desk {
        let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Desk::open_at(memory.expect("a directory"), SmsSettings::default()).await
    }

    async fn open_at(dir: TempDir, sms: SmsSettings) -> Desk {
        let clock = Clock::standing(At::from_millis(EVENING));
        let (app, router) = open_in(dir.path(), clock.clone(), sms.clone()).await;
        Desk { app, clock, dir, router, sms }
    }

    /// Stops and starts; `at` is what the wall clock shows then, and `forgetful` takes away
    /// everything that may be lost.
    pub async fn restart(self, at: At, forgetful: bool) -> Desk {
        let Desk { app, dir, router, sms, .. } = self;
        app.close().await;
        let ephemeral = app.data_dir.ephemeral();
        drop((app, router));
        if forgetful {
            std::fs::remove_dir_all(ephemeral).expect("the folder goes");
        }
        let clock = Clock::standing(at);
        let (app, router) = open_in(dir.path(), clock.clone(), sms.clone()).await;
        Desk { app, clock, dir, router, sms }
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.pass(Duration::from_secs(seconds));
    }

    /// Turns the wall clock by so many seconds.
    pub fn turn(&self, seconds: i64) {
        self.clock.turn_to(self.clock.now().plus_seconds(seconds));
    }

    pub async fn ask(&self, ask: Ask) -> Answer {
        let mut request = Request::builder().method(ask.method).uri(&ask.path);
        if let Some(token) = &ask.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = &ask.key {
            request = request.header("idempotency-key", key);
        }
        for (header, value) in &ask.headers {
            request = request.header(*header, value);
        }
        let body = match (ask.file, &ask.body) {
            (Some(file), _) => Body::from(file),
            (None, Value::Null) => Body::empty(),
            (None, body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
        };
        let request = request.extension(ConnectInfo(ask.from)).body(body).expect("a request");
        let response = self.router.clone().call(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 8 << 20).await.expect("the body");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status, headers, body, bytes: bytes.into() }
    }

    /// Answers on a port, as long as the test runs.
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    pub async fn hire(&self, name: &str, role: Role, pin: &str) -> StaffMember {
        let pin_hash = auth::hash_pin(&self.app, pin).await.expect("a good PIN");
        let name = name.to_owned();
        let hire = move |tx: &Tx| auth::add_staff_in(tx, &name, role, &pin_hash);
        self.app.store.write(&Actor::the_box(), hire).await.expect("hired")
    }

    pub async fn try_pin(&self, name: &str, pin: &str) -> Answer {
        self.ask(Ask::post("/api/auth/staff/login", json!({ "name": name, "pin": pin }))).await
    }

    /// Answers the token.
    pub async fn sign_in(&self, name: &str, pin: &str) -> String {
        let answer = self.try_pin(name, pin).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.text("access_token")
    }

    /// Hires and signs in.
    pub async fn staff(&self, name: &str, role: Role) -> String {
        self.hire(name, role, "4711").await;
        self.sign_in(name, "4711").await
    }

    /// The words of all facts of this kind.
    pub async fn facts(&self, kind: &'static str) -> Vec<Value> {
        let look = move |read: &tiffin::store::Read| {
            let all = tiffin::ledger::read_after(read.conn(), 0, 10_000)?;
            let of_kind = all.into_iter().filter(|r| r.fact.kind() == kind);
            Ok(of_kind.filter_map(|r| serde_json::to_value(r).ok()).collect())
        };
        self.app.store.read(look).await.expect("facts")
    }
}
