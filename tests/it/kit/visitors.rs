//! Who asks the hub: strangers, admins and owners.

use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tiffin::hub::{Link, add_admin, add_owner};
use uuid::Uuid;

use super::client;
use super::hub::{TestHub, owner_of};

/// What everybody here signs in with.
pub const PASSWORD: &str = "seven ripe mangoes";

/// Somebody who asks; a stranger without a token.
#[derive(Clone)]
pub struct Visitor {
    pub url: String,
    pub email: String,
    pub token: Option<String>,
    pub cookie: Option<String>,
}

/// What they hear.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: Value,
    pub text: String,
}

impl Reply {
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    /// A word of the answer.
    pub fn word(&self, name: &str) -> String {
        let word = self.body[name].as_str();
        word.unwrap_or_else(|| panic!("no {name} in {}", self.body)).to_owned()
    }
}

impl Visitor {
    pub fn stranger(hub: &TestHub) -> Visitor {
        let (email, token, cookie) = (String::new(), None, None);
        Visitor { url: hub.url.clone(), email, token, cookie }
    }

    pub fn bearing(&self, token: Option<&str>) -> Visitor {
        Visitor { token: token.map(str::to_owned), ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::PATCH, path).json(&body)).await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = client().request(method, format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        request
    }

    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let cookie = answer.headers().get("set-cookie");
        let cookie = cookie.map(|cookie| cookie.to_str().expect("ASCII").to_owned());
        let text = answer.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Reply { status, cookie, body, text }
    }
}

impl TestHub {
    /// Somebody who runs the service, signed in.
    pub async fn admin(&self) -> Visitor {
        let email = fresh("admin");
        self.welcome(add_admin(&self.hub, &email).await.expect("a link"), &email).await
    }

    /// An owner of a tenant, signed in.
    pub async fn owner_of(&self, tenant: Uuid) -> Visitor {
        let email = fresh("owner");
        self.welcome(add_owner(&self.hub, tenant, &email).await.expect("a link"), &email).await
    }

    async fn welcome(&self, link: Link, email: &str) -> Visitor {
        self.sign_in_by(&link.path(), email).await
    }

    /// Uses a link as a page does.
    pub async fn sign_in_by(&self, link: &str, email: &str) -> Visitor {
        let token = link.split_once('#').expect("a fragment").1;
        let stranger = Visitor::stranger(self);
        let body = json!({ "token": token, "password": PASSWORD });
        let welcome = stranger.post("/welcome", body).await;
        assert_eq!(welcome.status, 200, "{}", welcome.text);
        Visitor { email: email.to_owned(), ..stranger.bearing(Some(&welcome.word("access_token"))) }
    }

    /// Something done to the rows behind everybody's back, as the owner of the tables.
    pub async fn run(&self, sql: &str) {
        owner_of(&self.database).await.batch_execute(sql).await.expect("done");
    }
}

fn fresh(name: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("{name}{}@example.in", NUMBER.fetch_add(1, Ordering::Relaxed))
}
