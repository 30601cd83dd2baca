use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{Json, Kept, Rate, Rules, asset, bytes, page, serve, stack};
use crate::base::{At, Clock, Result};

/// Long enough for anything that happens, and only waited for when it does not.
const PATIENCE: Duration = Duration::from_secs(60);

/// A box with a few routes, listening on a port of its own.
struct Door {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
    /// Told when `/slow` was reached, and telling it to answer.
    reached: Arc<Notify>,
    go_on: Arc<Notify>,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn said(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(prefix.as_str()))
    }

    /// Status and code of a refusal.
    fn refusal(&self) -> (u16, String) {
        let body: serde_json::Value = serde_json::from_slice(&self.body).expect("coded JSON");
        (self.status, body["error"]["code"].as_str().expect("a code").to_owned())
    }
}

fn rules() -> Rules {
    Rules::new(Clock::standing(At::from_millis(0)), vec!["tiffin.example".into()])
}

async fn echo(request: Request) -> Result<Bytes> {
    bytes(request, &()).await
}

impl Door {
    async fn open(change: impl FnOnce(&mut Rules)) -> Door {
        let mut rules = rules();
        change(&mut rules);
        let (reached, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (here, go) = (reached.clone(), go_on.clone());
        let slow = async move || {
            here.notify_one();
            go.notified().await;
            "at last"
        };
        let menu = Kept::new("text/plain", "no-cache", b"paneer tikka ".repeat(200));
        let menu = menu.expect("a document");
        let menu = async move |asked: HeaderMap| menu.answer(&asked);
        let router = Router::new()
            .route("/api/hello", get(async || "hello").post(echo))
            .route("/api/json", post(async |Json(n): Json<u32>| n.to_string()))
            .route("/api/panic", get(async || -> StatusCode { panic!("a mistake") }))
            .route("/api/slow/{secret}", get(slow))
            .route("/api/menu", get(menu))
            .route("/page", get(async |asked: HeaderMap| page("guest", &asked)))
            .route("/assets/{*path}", get(asset));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let router = stack(router, rules);
        let served = tokio::spawn(serve(listener, router, async {
            let _ = stopped.await;
        }));
        Door { address, stop, served, reached, go_on }
    }

    async fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.write_all(request).await.expect("sent");
        read(&mut stream).await
    }

    /// Asks with the headers given, each ending in `\r\n`.
    async fn ask(&self, line: &str, headers: &str, body: &str) -> Answer {
        let host = if headers.contains("host:") { "" } else { "host: localhost\r\n" };
        let length = body.len();
        let head = format!(
            "{line} HTTP/1.1\r\n{host}{headers}connection: close\r\ncontent-length: {length}\r\n"
        );
        self.raw(format!("{head}\r\n{body}").as_bytes()).await
    }

    async fn get(&self, path: &str, headers: &str) -> Answer {
        self.ask(&format!("GET {path}"), headers, "").await
    }
}

async fn read(stream: &mut TcpStream) -> Answer {
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw).await.expect("an answer");
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    Answer { status, head, body: raw[end + 4..].to_vec() }
}

fn coded(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn what_no_route_takes_is_refused_in_coded_json() {
    let door = Door::open(|_| ()).await;
    assert_eq!(door.get("/api/none", "").await.refusal(), coded(404, "not_found"));
    let wrong = door.ask("DELETE /api/hello", "", "").await;
    assert_eq!(wrong.refusal(), coded(405, "method_not_allowed"));
    assert_eq!(wrong.said("allow"), Some("GET,HEAD,POST"));
    let bad = door.ask("POST /api/json", "content-type: application/json\r\n", "{").await;
    assert_eq!(bad.refusal(), coded(400, "malformed_json"));
    let plain = door.ask("POST /api/json", "content-type: text/plain\r\n", "7").await;
    assert_eq!(plain.refusal(), coded(415, "unsupported_media_type"));
}

#[tokio::test]
async fn a_panic_costs_one_answer() {
    let door = Door::open(|_| ()).await;
    let answer = door.get("/api/panic", "").await;
    assert_eq!(answer.refusal(), coded(500, "internal"));
    assert!(answer.said("content-security-policy").is_some());
    assert_eq!(door.get("/api/hello", "").await.body, b"hello");
}

#[tokio::test]
async fn who_takes_too_long_is_told_so() {
    let door = Door::open(|rules| rules.timeout = Duration::from_millis(20)).await;
    let answer = door.get("/api/slow/x", "").await;
    assert_eq!(answer.refusal(), coded(503, "timed_out"));
    assert_eq!(answer.said("retry-after"), Some("1"));
}

#[tokio::test]
async fn a_body_too_large_is_refused_with_and_without_its_length() {
    let door = Door::open(|rules| rules.max_body = 1_000).await;
    let fits = door.ask("POST /api/hello", "", &"x".repeat(1_000)).await;
    assert_eq!((fits.status, fits.body.len()), (200, 1_000));
    let named = door.ask("POST /api/hello", "", &"x".repeat(1_001)).await;
    assert_eq!(named.refusal(), coded(413, "body_too_large"));
    let chunk = format!("1f4\r\n{}\r\n", "x".repeat(500));
    let head = "POST /api/hello HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
    let unnamed = format!("{head}transfer-encoding: chunked\r\n\r\n{chunk}{chunk}{chunk}0\r\n\r\n");
    assert_eq!(door.raw(unnamed.as_bytes()).await.refusal(), coded(413, "body_too_large"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_megabytes_get_an_answer_and_not_a_broken_line() {
    let door = Door::open(|_| ()).await;
    let body = "x".repeat(10 * 1024 * 1024);
    for turn in 0..20 {
        let path = if turn % 2 == 0 { "/api/hello" } else { "/api/none" };
        let url = format!("http://{}{path}", door.address);
        let answer = reqwest::Client::new().post(url).body(body.clone()).send().await;
        assert_eq!(answer.expect("an answer").status().as_u16(), 413, "{path}");
    }
}

#[tokio::test]
async fn too_many_requests_of_one_address_wait() {
    let rate = Rate { burst: 3, every: Duration::from_secs(10) };
    let door = Door::open(|rules| rules.rate = Some(rate)).await;
    for _ in 0..3 {
        assert_eq!(door.get("/api/hello", "").await.status, 200);
    }
    let answer = door.get("/api/hello", "").await;
    assert_eq!(answer.refusal(), coded(429, "too_many_requests"));
    assert_eq!(answer.said("retry-after"), Some("10"));
}

#[tokio::test]
async fn foreign_names_and_foreign_pages_are_refused() {
    let door = Door::open(|_| ()).await;
    let foreign = door.get("/api/hello", "host: evil.example\r\n").await;
    assert_eq!(foreign.refusal(), coded(400, "invalid_host"));
    assert_eq!(door.get("/api/hello", "host: tiffin.example\r\n").await.status, 200);
    let nameless = door.raw(b"GET /api/hello HTTP/1.0\r\n\r\n").await;
    assert_eq!(nameless.refusal(), coded(400, "invalid_host"));
    let page = "origin: http://evil.example\r\n";
    assert_eq!(door.ask("POST /api/hello", page, "x").await.refusal(), coded(403, "forbidden"));
    let own = "origin: http://localhost\r\n";
    assert_eq!(door.ask("POST /api/hello", own, "x").await.body, b"x");
    let socket = format!("{page}upgrade: websocket\r\n");
    assert_eq!(door.get("/api/hello", &socket).await.refusal(), coded(403, "forbidden"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_an_id() {
    let door = Door::open(|_| ()).await;
    let given = "x-request-id: phone-7_0001\r\n";
    for (path, host, id) in [
        ("/api/hello", "", given),
        ("/api/none", "", given),
        ("/page", "", given),
        ("/api/hello", "host: evil.example\r\n", given),
    ] {
        let answer = door.get(path, &format!("{host}{id}")).await;
        let policy = answer.said("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.said("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.said("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.said("cross-origin-opener-policy"), Some("same-origin"));
        assert_eq!(answer.said("x-request-id"), Some("phone-7_0001"));
        let store = if path == "/page" { "no-cache" } else { "no-store" };
        assert_eq!(answer.said("cache-control"), Some(store), "{path}");
    }
    let made = door.get("/api/hello", "x-request-id: \"quoted\"\r\n").await;
    assert_eq!(made.said("x-request-id").map(str::len), Some(16));
}

#[tokio::test]
async fn cached_bytes_travel_once_and_packed() {
    let door = Door::open(|_| ()).await;
    let plain = door.get("/api/menu", "").await;
    assert_eq!((plain.status, plain.body.len()), (200, 2_600));
    assert_eq!(plain.said("cache-control"), Some("no-cache"));
    let packed = door.get("/api/menu", "accept-encoding: gzip, br\r\n").await;
    assert_eq!(packed.said("content-encoding"), Some("gzip"));
    assert_eq!(packed.said("vary"), Some("accept-encoding"));
    assert!(packed.body.len() < 200);
    let mut unpacked = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(packed.body.as_slice());
    std::io::Read::read_to_end(&mut decoder, &mut unpacked).expect("gzip");
    assert_eq!(unpacked, plain.body);

    let tag = plain.said("etag").expect("a tag");
    let known = door.get("/api/menu", &format!("if-none-match: {tag}\r\n")).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let other = "if-none-match: \"other\"\r\naccept-encoding: gzip\r\n";
    assert_eq!(door.get("/api/menu", other).await.status, 200);
    let head = door.ask("HEAD /api/menu", "", "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.said("content-length"), Some("2600"));
}

#[tokio::test]
async fn a_stop_finishes_what_was_accepted_and_takes_no_more() {
    let door = Door::open(|_| ()).await;
    let mut stream = TcpStream::connect(door.address).await.expect("a connection");
    stream.write_all(b"GET /api/slow/x HTTP/1.1\r\nhost: localhost\r\n\r\n").await.expect("sent");
    timeout(PATIENCE, door.reached.notified()).await.expect("it was reached");
    door.stop.send(()).expect("it listens");
    // The door is shut once nobody answers a knock.
    let shut = async {
        while TcpStream::connect(door.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, shut).await.expect("the door is shut");
    assert!(!door.served.is_finished());
    door.go_on.notify_one();
    let answer = read(&mut stream).await;
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"at last"[..]));
    timeout(PATIENCE, door.served).await.expect("in time").expect("it ended");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let door = Door::open(|_| ()).await;
    let mut stream = TcpStream::connect(door.address).await.expect("a connection");
    stream.write_all(b"GET /api/hello HTTP/1.1\r\nhost: loc").await.expect("sent");
    let mut rest = Vec::new();
    let ended = timeout(PATIENCE, stream.read_to_end(&mut rest));
    assert!(ended.await.is_ok(), "the box hung up");
}
