use std::time::Duration;

use hyper::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{Cloud, Trouble};
use crate::base::{At, SigningKey};
use crate::gateways::{Ask, CallError, Caller};
use crate::wire::sync::{Asked, Headers};

/// How long one question may take, and how much longer for what it carries: 4 kB a second come
/// over the worst line that is of any use.
const PATIENCE: Duration = Duration::from_secs(60);
const BYTES_A_SECOND: u64 = 4_000;

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
        let answer = self.fetch(cloud, epoch, at, question).await?;
        let why = || "something that is not the cloud answered".to_owned();
        serde_json::from_slice(&answer).map_err(|_| Trouble::Away { why: why(), seconds: None })
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
        let who = (cloud.tenant, cloud.device);
        let headers = Headers::sign(&asked, who, epoch, at, &self.key);
        let url = format!("{}{path}", cloud.hub_url);
        let ask = Ask { method: Method::POST, url, headers: headers.list().to_vec(), body };
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

impl Question<'_> {
    pub fn json<'a>(path: &'a str, body: &impl Serialize) -> Question<'a> {
        // Our own words always are JSON.
        Question { path, body: serde_json::to_vec(body).unwrap_or_default() }
    }
}
