use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use hyper::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{Cloud, Trouble};
use crate::base::{At, SigningKey};
use crate::gateways::{Ask, CallError, Caller, Dialled, Socket};
use crate::wire::sync::{Asked, Headers, MAX_MESSAGE};

/// How long one question may take, and how much longer for what it carries: 4 kB a second come
/// over the worst line that is of any use.
const PATIENCE: Duration = Duration::from_secs(60);
const BYTES_A_SECOND: u64 = 4_000;

/// Bytes of the longest message over a link: a command, and what stands around it.
pub const LONGEST: usize = 2 * MAX_MESSAGE;

/// Asks the cloud, signed with the box's key.
pub struct Line {
    caller: Caller,
    key: SigningKey,
}

/// What is asked, and what it answers when all is well.
pub struct Question<'a> {
    pub path: &'a str,
    pub body: Vec<u8>,
}

impl Line {
    pub fn new(key: SigningKey) -> Line {
        Line { caller: Caller::new(PATIENCE), key }
    }

    /// Reads answers of up to so many bytes.
    pub fn reading(self, most: usize) -> Line {
        Line { caller: self.caller.reading(most), ..self }
    }

    /// Asks in the name of `cloud`, in a life of the book.
    pub async fn ask<T: DeserializeOwned>(
        &self,
        cloud: &Cloud,
        epoch: &str,
        at: At,
        question: Question<'_>,
    ) -> Result<T, Trouble> {
        read(&self.fetch(cloud, epoch, at, question).await?)
    }

    /// [`Line::ask`] for what is no JSON.
    pub async fn fetch(
        &self,
        cloud: &Cloud,
        epoch: &str,
        at: At,
        question: Question<'_>,
    ) -> Result<Vec<u8>, Trouble> {
        let Question { path, body } = question;
        let asked = Asked { method: "POST", path, body: &body };
        let headers = self.headers(&asked, cloud, epoch, at);
        let url = format!("{}{path}", cloud.hub_url);
        self.exchange(Ask { method: Method::POST, url, headers, body }).await
    }

    /// Looks something up.
    pub async fn get<T: DeserializeOwned>(
        &self,
        cloud: &Cloud,
        epoch: &str,
        at: At,
        path: &str,
    ) -> Result<T, Trouble> {
        let headers = self.headers(&Asked { method: "GET", path, body: b"" }, cloud, epoch, at);
        let url = format!("{}{path}", cloud.hub_url);
        let ask = Ask { method: Method::GET, url, headers, body: Vec::new() };
        read(&self.exchange(ask).await?)
    }

    /// Opens a link. Whoever calls says how long that may take.
    pub async fn dial(&self, cloud: &Cloud, epoch: &str, at: At) -> Result<Socket, Trouble> {
        let path = "/v1/link";
        let headers = self.headers(&Asked { method: "GET", path, body: b"" }, cloud, epoch, at);
        let url = format!("{}{path}", cloud.hub_url);
        let dialled = Socket::dial(&self.caller, &url, &headers, LONGEST).await;
        match dialled.map_err(|e| Trouble::Away { why: e.why(), seconds: None })? {
            Dialled::Open(socket) => Ok(*socket),
            Dialled::Answered { status, body } => Err(Trouble::of(status, &body, None)),
        }
    }

    /// Shows that the key is here.
    pub fn sign(&self, text: &[u8]) -> String {
        BASE64URL_NOPAD.encode(&self.key.sign(text))
    }

    fn headers(
        &self,
        asked: &Asked<'_>,
        cloud: &Cloud,
        epoch: &str,
        at: At,
    ) -> Vec<(&'static str, String)> {
        let who = (cloud.tenant, cloud.device);
        Headers::sign(asked, who, epoch, at, &self.key).list().to_vec()
    }

    async fn exchange(&self, ask: Ask) -> Result<Vec<u8>, Trouble> {
        let away = |why: String| Trouble::Away { why, seconds: None };
        let carried = Duration::from_secs(ask.body.len() as u64 / BYTES_A_SECOND);
        let caller = self.caller.waiting(PATIENCE + carried);
        let reply = caller.send(ask).await.map_err(|e: CallError| away(e.why()))?;
        match reply.status {
            200 => Ok(reply.body.to_vec()),
            status => Err(Trouble::of(status, &reply.body, reply.retry_after)),
        }
    }
}

/// What is no answer of a hub's, a page of the Wi-Fi's, is nobody reached.
fn read<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Trouble> {
    let why = || "something that is not the cloud answered".to_owned();
    serde_json::from_slice(answer).map_err(|_| Trouble::Away { why: why(), seconds: None })
}

impl Question<'_> {
    pub fn json<'a>(path: &'a str, body: &impl Serialize) -> Question<'a> {
        // Our own words always are JSON.
        Question { path, body: serde_json::to_vec(body).unwrap_or_default() }
    }
}
