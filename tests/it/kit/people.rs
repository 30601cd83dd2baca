use super::{PATIENCE, Shop};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// What came back: a status and, if there was one, a JSON body.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

/// Somebody with a browser: a guest, a cook, a cashier, or a stranger.
#[derive(Clone)]
pub struct Person {
    pub client: Client,
    pub base: String,
    pub token: Option<String>,
}

impl Answer {
    /// The body of an answer that went well.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self.body
    }

    /// The code of an answer that did not.
    #[track_caller]
    pub fn code(&self) -> &str {
        assert!(!self.status.is_success(), "expected a refusal, got {}", self.body);
        self.body["error"]["code"].as_str().unwrap_or_default()
    }
}

/// Asks, and does not wait for ever to be answered.
pub fn client() -> Client {
    Client::builder().timeout(PATIENCE).build().expect("a client")
}

/// A key nobody used before.
pub fn fresh_key() -> String {
    tiffin::base::random_token(12)
}

impl Person {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the box answers");
        let status = response.status();
        let text = response.text().await.expect("a whole body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer { status, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// A write under a key of its own.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.keyed(Method::POST, path, &fresh_key(), &body).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.keyed(Method::PATCH, path, &fresh_key(), &body).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.keyed(Method::PUT, path, &fresh_key(), &body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.keyed(Method::DELETE, path, &fresh_key(), &json!({})).await
    }

    pub async fn keyed(&self, method: Method, path: &str, key: &str, body: &Value) -> Answer {
        self.send(self.request(method, path).header("idempotency-key", key).json(body)).await
    }

    /// A write to which somebody else agrees with their PIN.
    pub async fn agreed(&self, name: &str, pin: &str, path: &str, body: Value) -> Answer {
        let request = self.request(Method::POST, path).header("idempotency-key", fresh_key());
        self.send(request.header("x-approval", format!("{name}:{pin}")).json(&body)).await
    }

    /// Orders dishes by name; quantities beside them.
    pub async fn order(&self, items: &[(&str, u32)]) -> Answer {
        let items = self.items(items).await;
        self.post("/api/orders", json!({ "items": items })).await
    }

    /// Orders dishes by name for a table, as staff do.
    pub async fn order_at(&self, shop: &Shop, table: &str, items: &[(&str, u32)]) -> Value {
        let (items, table) = (self.items(items).await, shop.table(table).await);
        self.post("/api/orders", json!({ "table_id": table, "items": items })).await.ok()
    }

    /// Order items for dishes by name.
    pub async fn items(&self, items: &[(&str, u32)]) -> Value {
        let menu = self.get("/api/menu/items").await.ok();
        let id = |name: &str| {
            let dishes = menu["items"].as_array().expect("dishes");
            let dish = dishes.iter().find(|dish| dish["name"] == name);
            dish.unwrap_or_else(|| panic!("no {name} on the menu"))["id"].clone()
        };
        items.iter().map(|(name, n)| json!({ "menu_item_id": id(name), "quantity": n })).collect()
    }

    /// Takes an order to another state.
    pub async fn step(&self, order: &Value, to: &str) -> Answer {
        let path = format!("/api/orders/{}/status", order["id"].as_str().expect("an id"));
        self.patch(&path, json!({ "status": to, "notes": "as asked" })).await
    }

    /// What the kitchen's board shows.
    pub async fn tickets(&self) -> Vec<Value> {
        let board = self.get("/api/kitchen/board").await.ok();
        board["tickets"].as_array().expect("tickets").clone()
    }

    /// A tap on a ticket: start, bump, recall.
    pub async fn tap(&self, ticket: &Value, tap: &str) -> Answer {
        let id = ticket["id"].as_str().expect("a ticket");
        self.post(&format!("/api/kitchen/tickets/{id}/{tap}"), json!({})).await
    }

    /// Something done to an order under its own path: fire, serve, hold, cancel.
    pub async fn act(&self, order: &Value, act: &str, body: Value) -> Answer {
        let id = order["id"].as_str().expect("an order");
        self.post(&format!("/api/orders/{id}/{act}"), body).await
    }

    /// Changes the `n`th line of an order.
    pub async fn amend(&self, order: &Value, n: usize, body: Value) -> Answer {
        let (id, line) = (&order["id"], &order["lines"][n]["id"]);
        let path = |id: &Value| id.as_str().expect("an id").to_owned();
        self.patch(&format!("/api/orders/{}/lines/{}", path(id), path(line)), body).await
    }

    /// Opens a drawer with a float.
    pub async fn open_drawer(&self, paise: i64) -> Value {
        self.post("/api/drawers", json!({ "float_paise": paise })).await.ok()
    }

    /// Takes cash for the bill of `order`.
    pub async fn cash(&self, order: &Value, paise: i64) -> Answer {
        let path = format!("/api/payments/{}/cash", order["id"].as_str().expect("an id"));
        self.patch(&path, json!({ "amount_received_paise": paise })).await
    }
}
