use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::PATIENCE;

/// A system of the owner's that is told things: it keeps what it hears, and answers as it is told.
pub struct Far {
    pub url: String,
    shared: Arc<Shared>,
    _serving: JoinSet<()>,
}

/// One message as it came.
#[derive(Clone, Debug)]
pub struct Message {
    pub headers: HeaderMap,
    pub raw: Vec<u8>,
    pub body: Value,
}

/// How it answers.
#[derive(Clone, Debug)]
pub enum Reply {
    Status(u16),
    With(u16, Vec<(&'static str, String)>, String),
    /// It hears, and says nothing.
    Silence,
}

type Says = dyn Fn(usize, &Message) -> Reply + Send + Sync;

struct Shared {
    heard: Mutex<Vec<Message>>,
    says: Mutex<Box<Says>>,
    count: watch::Sender<usize>,
}

fn hold<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Message {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub fn kind(&self) -> &str {
        self.body["kind"].as_str().unwrap_or_default()
    }
}

impl Far {
    /// One that takes everything.
    pub async fn start() -> Far {
        Far::that_says(|_, _| Reply::Status(200)).await
    }

    /// One that answers the `n`th message, from 0, as it is told.
    pub async fn that_says(says: impl Fn(usize, &Message) -> Reply + Send + Sync + 'static) -> Far {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/in", listener.local_addr().expect("an address"));
        let (heard, says) = (Mutex::default(), Mutex::new(Box::new(says) as Box<Says>));
        let shared = Arc::new(Shared { heard, says, count: watch::Sender::new(0) });
        let router = Router::new().fallback(hear).with_state(shared.clone());
        let mut serving = JoinSet::new();
        serving.spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        Far { url, shared, _serving: serving }
    }

    /// From now on it answers otherwise.
    pub fn says(&self, says: impl Fn(usize, &Message) -> Reply + Send + Sync + 'static) {
        *hold(&self.shared.says) = Box::new(says);
    }

    /// What it has heard so far.
    pub fn heard(&self) -> Vec<Message> {
        hold(&self.shared.heard).clone()
    }

    /// Waits until it has heard so many messages; answers all it has heard.
    pub async fn until(&self, count: usize) -> Vec<Message> {
        let mut counted = self.shared.count.subscribe();
        let heard = counted.wait_for(|heard| *heard >= count);
        let is_in_time = tokio::time::timeout(PATIENCE, heard).await.is_ok();
        assert!(is_in_time, "waited for {count} messages: {:?}", self.heard());
        self.heard()
    }
}

async fn hear(State(shared): State<Arc<Shared>>, headers: HeaderMap, raw: Bytes) -> Response {
    let body = serde_json::from_slice(&raw).unwrap_or_default();
    let message = Message { headers, raw: raw.to_vec(), body };
    let n = {
        let mut heard = hold(&shared.heard);
        heard.push(message.clone());
        heard.len() - 1
    };
    let reply = hold(&shared.says)(n, &message);
    shared.count.send_replace(n + 1);
    let (status, headers, text) = match reply {
        Reply::Status(status) => (status, Vec::new(), String::new()),
        Reply::With(status, headers, text) => (status, headers, text),
        Reply::Silence => std::future::pending().await,
    };
    let mut response = (StatusCode::from_u16(status).expect("a status"), text).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().expect("a value"));
    }
    response
}
